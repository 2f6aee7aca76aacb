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
            model: [{x: 0.12, y: 0.62, s: 1.0, o: 0.10}, {x: 0.58, y: 0.16, s: 0.8, o: 0.14}, {x: 0.72, y: 0.70, s: 1.3, o: 0.08}]
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
                lineHeight: 1.1
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
                            lineHeight: 1.15
                            maximumLineCount: 2
                            elide: Text.ElideRight
                        }
                    }
                }
            }

            Flow {
                id: states
                width: parent.width
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
                        width: chipRow.width + 40
                        height: 56
                        radius: 28
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
                                font.pixelSize: 24
                                lineHeight: 1.1
                                color: chip.fine ? Theme.success : chip.state === "initialising" ? Theme.secondary : Theme.warning
                            }
                        }
                    }
                }
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
