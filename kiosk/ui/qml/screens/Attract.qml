import QtQuick
import ".."

Item {
    id: root

    // The picture: a window with the sky behind it, drawn calm and large.
    Rectangle {
        id: sky
        width: Theme.wide ? parent.width * 0.5 : parent.width
        height: Theme.wide ? parent.height : parent.height * 0.44
        color: Theme.primary
        clip: true

        Repeater {
            model: [{x: -0.06, y: 0.10, s: 1.1, o: 0.12}, {x: 0.76, y: 0.05, s: 0.9, o: 0.14}, {x: 0.70, y: 0.74, s: 1.4, o: 0.08}, {x: 0.04, y: 0.80, s: 0.7, o: 0.10}]
            Icon {
                required property var modelData
                x: sky.width * modelData.x
                y: sky.height * modelData.y
                name: "cloud"
                size: 260 * modelData.s
                colour: "#FFFFFF"
                opacity: modelData.o
            }
        }
        Column {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.margin
            spacing: 24
            Brand {
                anchors.horizontalCenter: parent.horizontalCenter
                size: 168
                colour: Theme.primaryDark
            }
            CwText {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("云窗口")
                color: "#FFFFFF"
                font.pixelSize: 112
                font.weight: Font.Medium
                font.letterSpacing: kiosk.language === "en" ? 0 : 12
            }
            CwText {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("家门口，面对面，把事办好")
                color: "#D8E7ED"
                font.pixelSize: Theme.heading
            }
        }
    }

    Item {
        anchors.left: Theme.wide ? sky.right : parent.left
        anchors.right: parent.right
        anchors.top: Theme.wide ? parent.top : sky.bottom
        anchors.bottom: parent.bottom

        Column {
            id: body
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(24, (parent.height - height) / 2)
            width: Math.min(parent.width - 2 * Theme.margin, 900)
            spacing: Theme.wide ? 24 : 36

            CwButton {
                objectName: "start"
                width: parent.width
                height: Theme.elder ? 176 : 152
                kind: "primary"
                icon: kiosk.linkUp ? "touch" : ""
                textSize: Theme.title
                enabled: kiosk.linkUp
                text: kiosk.linkUp ? qsTr("触摸屏幕开始办事") : qsTr("正在连接，请稍候")
                onClicked: kiosk.touch()
            }

            Grid {
                width: parent.width
                columns: 4
                columnSpacing: 12
                rowSpacing: 20
                Repeater {
                    model: kiosk.themes
                    Column {
                        required property string name
                        required property string icon
                        width: (parent.width - 36) / 4
                        spacing: 10
                        Rectangle {
                            anchors.horizontalCenter: parent.horizontalCenter
                            width: Theme.wide ? 72 : 96
                            height: width
                            radius: 24
                            color: Theme.primaryTint
                            Icon {
                                anchors.centerIn: parent
                                name: parent.parent.icon
                                size: parent.width * 0.54
                                colour: Theme.primary
                            }
                        }
                        CwText {
                            width: parent.width
                            horizontalAlignment: Text.AlignHCenter
                            text: parent.name
                            font.pixelSize: Theme.elder ? 30 : 24
                            maximumLineCount: 2
                            elide: Text.ElideRight
                        }
                    }
                }
            }

            Grid {
                id: stateGrid
                width: parent.width
                columns: 2
                spacing: 12
                Repeater {
                    model: kiosk.devices
                    Rectangle {
                        id: chip
                        required property string kind
                        required property string state
                        required property string detail
                        readonly property bool fine: state === "ok" || state === "busy"
                        objectName: "device_" + kind
                        width: (stateGrid.width - 12) / 2
                        height: Theme.elder ? 68 : 56
                        radius: height / 2
                        color: fine ? Theme.successTint : state === "initialising" ? "#EFECE4" : Theme.warningTint
                        Row {
                            id: chipRow
                            anchors.centerIn: parent
                            spacing: 10
                            Icon {
                                anchors.verticalCenter: parent.verticalCenter
                                size: 28
                                name: chip.fine ? "check" : chip.state === "initialising" ? "clock" : "alert"
                                colour: chip.fine ? Theme.success : chip.state === "initialising" ? Theme.secondary : Theme.warning
                            }
                            CwText {
                                anchors.verticalCenter: parent.verticalCenter
                                text: Words.device(chip.kind) + " " + Words.deviceState(chip.state)
                                font.pixelSize: Theme.elder ? 30 : 24
                                color: chip.fine ? Theme.success : chip.state === "initialising" ? Theme.secondary : Theme.warning
                            }
                        }
                    }
                }
            }

            CwText {
                objectName: "notPossible"
                width: parent.width
                visible: kiosk.notPossible.length > 0
                horizontalAlignment: Text.AlignHCenter
                color: Theme.warning
                font.pixelSize: Theme.elder ? 30 : 24
                text: qsTr("暂时不能：%1").arg(kiosk.notPossible.map(kind => Words.lacking(kind)).join(qsTr("、")))
            }

            Row {
                width: parent.width
                spacing: Theme.gap
                Repeater {
                    model: [["zh-Hans", "简体中文"], ["zh-Hant", "繁體中文"], ["en", "English"]]
                    CwButton {
                        required property var modelData
                        objectName: "language_" + modelData[0]
                        width: (parent.width - 2 * parent.spacing) / 3
                        kind: kiosk.language === modelData[0] ? "plain" : "quiet"
                        text: modelData[1]
                        onClicked: kiosk.setLanguage(modelData[0])
                    }
                }
            }
        }
    }
}
