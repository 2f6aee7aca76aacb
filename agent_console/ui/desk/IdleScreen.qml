import QtQuick
import ".."
import "../parts"

// The desk between two calls: calm, with today's numbers and what this seat can do.
Item {
    id: screen

    readonly property bool ready: app.desk.presence === "ready"

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - Theme.s(96), Theme.s(1180))
        spacing: Theme.s(36)

        Row {
            width: parent.width
            spacing: Theme.s(36)

            Item {
                width: Theme.s(132)
                height: width
                anchors.verticalCenter: parent.verticalCenter

                Rectangle {
                    anchors.centerIn: parent
                    width: Theme.s(132)
                    height: width
                    radius: width / 2
                    color: screen.ready ? Theme.successTint : Theme.warningTint
                }
                Icon {
                    anchors.centerIn: parent
                    name: screen.ready ? "phone" : "clock"
                    size: Theme.s(58)
                    stroke: 1.4
                    color: screen.ready ? Theme.success : Theme.warning
                }
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - Theme.s(168)
                spacing: Theme.s(10)

                Say {
                    width: parent.width
                    text: screen.ready ? qsTr("空闲，等待来电") : qsTr("小休中")
                    font.pixelSize: Theme.s(44)
                    font.weight: Font.DemiBold
                }
                Say {
                    width: parent.width
                    text: screen.ready ? qsTr("有人取号时会自动振铃。按 Enter 接听，按 Esc 拒接。")
                                       : qsTr("现在不会有来电。准备好后，请切换到空闲。")
                    color: Theme.secondary
                    font.pixelSize: Theme.title
                }
                ActionButton {
                    visible: !screen.ready
                    look: "primary"
                    big: true
                    text: qsTr("开始接待")
                    onClicked: app.desk.ready()
                }
            }
        }

        Row {
            width: parent.width
            spacing: Theme.s(20)

            Repeater {
                model: [
                    {word: qsTr("正在等候"), number: app.desk.waiting, unit: qsTr("人"), glyph: "people"},
                    {word: qsTr("本次签入已办结"), number: app.desk.served, unit: qsTr("件"), glyph: "check"},
                    {word: qsTr("可办事项"), number: app.desk.agent.items.length, unit: qsTr("项"), glyph: "doc"}
                ]

                Panel {
                    id: figure
                    required property var modelData
                    width: (parent.width - Theme.s(40)) / 3
                    height: Theme.s(132)

                    Column {
                        anchors.left: parent.left
                        anchors.leftMargin: Theme.s(28)
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: Theme.s(2)

                        Say { text: figure.modelData.word; color: Theme.secondary; font.pixelSize: Theme.small }
                        Row {
                            spacing: Theme.s(8)
                            Say {
                                id: number
                                text: figure.modelData.number
                                font.pixelSize: Theme.s(46)
                                font.weight: Font.DemiBold
                                lineHeight: 1
                            }
                            Say {
                                anchors.baseline: number.baseline
                                text: figure.modelData.unit
                                color: Theme.secondary
                            }
                        }
                    }
                    Icon {
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.s(28)
                        anchors.verticalCenter: parent.verticalCenter
                        name: figure.modelData.glyph
                        size: Theme.s(36)
                        stroke: 1.4
                        color: Theme.line
                    }
                }
            }
        }

        Panel {
            width: parent.width
            height: can.implicitHeight + Theme.s(56)
            visible: app.desk.agent.items.length > 0

            Column {
                id: can
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.margins: Theme.s(28)
                spacing: Theme.s(16)

                Say { text: qsTr("您可以办理"); color: Theme.secondary; font.pixelSize: Theme.small }
                Flow {
                    width: parent.width
                    spacing: Theme.s(10)

                    Repeater {
                        model: app.desk.agent.items

                        Tag {
                            required property string modelData
                            implicitHeight: Theme.s(34)
                            tone: "primary"
                            text: modelData
                        }
                    }
                }
            }
        }
    }
}
