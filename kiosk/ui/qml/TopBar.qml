import QtQuick

Rectangle {
    id: root
    height: column.height
    color: Theme.surface

    Column {
        id: column
        width: parent.width

        Rectangle {
            objectName: "simulationBand"
            width: parent.width
            height: visible ? 40 : 0
            visible: kiosk.simulation
            color: Theme.warningTint
            CwText {
                anchors.centerIn: parent
                text: qsTr("模拟设备 · 仅供演示 SIMULATION")
                font.pixelSize: 20
                color: "#7A4A08"
            }
        }

        Item {
            width: parent.width
            height: Theme.wide ? 96 : 120

            Brand {
                id: brand
                x: Theme.margin
                anchors.verticalCenter: parent.verticalCenter
                size: 68
                objectName: "brand"
                TapHandler {
                    gesturePolicy: TapHandler.ReleaseWithinBounds
                    onTapped: technician.brandTapped()
                }
            }
            Column {
                anchors.left: brand.right
                anchors.leftMargin: 20
                anchors.right: progress.visible ? progress.left : clock.left
                anchors.verticalCenter: parent.verticalCenter
                CwText {
                    width: parent.width
                    text: qsTr("政务晓屋 · 云窗口")
                    font.pixelSize: 32
                    font.weight: Font.Medium
                    elide: Text.ElideRight
                    maximumLineCount: 1
                }
                CwText {
                    width: parent.width
                    text: kiosk.hallName
                    color: Theme.secondary
                    font.pixelSize: 22
                    elide: Text.ElideRight
                    maximumLineCount: 1
                }
            }
            Steps {
                id: progress
                anchors.right: clock.left
                anchors.rightMargin: 40
                anchors.verticalCenter: parent.verticalCenter
                visible: Theme.wide && step >= 0
            }
            CwText {
                id: clock
                anchors.right: parent.right
                anchors.rightMargin: Theme.margin
                anchors.verticalCenter: parent.verticalCenter
                font.pixelSize: 36
                color: Theme.secondary
                text: Qt.formatTime(new Date(), "hh:mm")
                Connections {
                    target: kiosk
                    function onTickedOff() { clock.text = Qt.formatTime(new Date(), "hh:mm") }
                }
            }
        }

        Item {
            width: parent.width
            height: visible ? 72 : 0
            visible: !Theme.wide && steps.step >= 0
            Steps {
                id: steps
                anchors.centerIn: parent
            }
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
    }
}
