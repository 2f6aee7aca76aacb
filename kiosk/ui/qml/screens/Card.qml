import QtQuick
import ".."

Page {
    id: root
    readonly property bool broken: kiosk.trouble === "reader_unplugged" || kiosk.trouble === "reader_fault"
    title: qsTr("请出示身份证件")
    sentence: qsTr("请将身份证放在读卡区，请勿移动")

    Item {
        objectName: "cardStatus"
        readonly property string state: root.broken ? "unplugged" : kiosk.trouble === "card_unreadable" ? "unreadable" : "waiting"
        width: parent.width
        height: Math.max(420, root.contentHeight - 4)

        Rectangle {
            id: reader
            anchors.horizontalCenter: parent.horizontalCenter
            y: (parent.height - height - 80) / 2
            width: Math.min(parent.width, 760, (parent.height - 110) / 0.62)
            height: width * 0.62
            radius: 32
            color: Theme.surface
            border.width: 2
            border.color: root.broken ? Theme.warning : Theme.line

            Rectangle {
                id: slot
                anchors.centerIn: parent
                width: parent.width * 0.72
                height: parent.height * 0.7
                radius: 24
                color: root.broken ? Theme.warningTint : Theme.primaryTint
            }
            Rectangle {
                id: card
                anchors.horizontalCenter: parent.horizontalCenter
                width: parent.width * 0.58
                height: width * 0.63
                radius: 18
                visible: !root.broken
                color: Theme.surface
                border.width: 3
                border.color: Theme.primary
                y: reader.height * 0.16 - 60 * lift
                property real lift: 0
                SequentialAnimation on lift {
                    running: card.visible
                    loops: Animation.Infinite
                    NumberAnimation { from: 1; to: 0; duration: 900; easing.type: Easing.OutCubic }
                    PauseAnimation { duration: 1600 }
                    NumberAnimation { from: 0; to: 1; duration: 500; easing.type: Easing.InCubic }
                }
                Column {
                    x: 32
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: 20
                    Repeater {
                        model: [0.32, 0.42, 0.5, 0.28]
                        Rectangle {
                            required property real modelData
                            width: card.width * modelData
                            height: 12
                            radius: 6
                            color: Theme.line
                        }
                    }
                }
                Rectangle {
                    anchors.right: parent.right
                    anchors.rightMargin: 32
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width * 0.24
                    height: parent.height * 0.56
                    radius: 12
                    color: Theme.primaryTint
                    Icon {
                        anchors.centerIn: parent
                        name: "person"
                        size: parent.width * 0.7
                        colour: Theme.primary
                    }
                }
            }
            Icon {
                anchors.centerIn: parent
                visible: root.broken
                name: "alert"
                size: 120
                colour: Theme.warning
            }
            CwText {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.top: parent.bottom
                anchors.topMargin: 28
                width: reader.width
                horizontalAlignment: Text.AlignHCenter
                color: Theme.secondary
                text: root.broken ? qsTr("读卡器恢复后会自动继续") : qsTr("支持居民身份证、港澳台居民居住证、外国人永久居留身份证")
            }
        }
    }

    footer: CwButton {
        objectName: "withoutCard"
        width: parent.width
        icon: "person"
        text: qsTr("改用人工核验")
        enabled: kiosk.ready
        onClicked: kiosk.intend("without_card")
    }
}
