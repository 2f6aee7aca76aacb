import QtQuick
import ".."

Page {
    id: root
    title: kiosk.ticket.number === "" ? qsTr("正在取号…") : kiosk.ticket.state === "offered" ? qsTr("正在为您连接云坐席…") : qsTr("请稍候，马上轮到您")
    sentence: qsTr("等候时可以继续填表、拍材料，内容随时保存")

    Grid {
        width: root.contentWidth
        columns: Theme.wide ? 2 : 1
        columnSpacing: Theme.space
        rowSpacing: Theme.gap

        Column {
            width: Theme.wide ? root.contentWidth * 0.42 : root.contentWidth
            spacing: Theme.gap

            Rectangle {
                width: parent.width
                height: ticketBox.height + 88
                radius: Theme.radius
                color: Theme.primary
                Column {
                    id: ticketBox
                    anchors.centerIn: parent
                    width: parent.width - 80
                    spacing: 8
                    CwText {
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: qsTr("您的号码")
                        color: "#BFD6DF"
                    }
                    CwText {
                        objectName: "ticketNumber"
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: kiosk.ticket.number
                        color: Theme.inkOnPrimary
                        font.pixelSize: 132
                        font.weight: Font.Medium
                    }
                    Rectangle {
                        width: parent.width
                        height: 1
                        color: "#3C7189"
                    }
                    Item { width: 1; height: 12 }
                    Row {
                        width: parent.width
                        Repeater {
                            model: [
                                ["ticketAhead", qsTr("前面还有"), kiosk.ticket.ahead > 0 ? qsTr("%n 人", "", kiosk.ticket.ahead) : qsTr("没有人")],
                                ["ticketEstimate", qsTr("预计等候"), kiosk.ticket.minutes < 0 ? qsTr("暂时无法估计") : qsTr("约 %n 分钟", "", kiosk.ticket.minutes)],
                                ["ticketSeats", qsTr("在岗坐席"), kiosk.ticket.seats > 0 ? qsTr("%n 个", "", kiosk.ticket.seats) : qsTr("暂无")]
                            ]
                            Column {
                                id: figure
                                required property var modelData
                                width: parent.width / 3
                                CwText {
                                    width: parent.width
                                    horizontalAlignment: Text.AlignHCenter
                                    text: figure.modelData[1]
                                    color: "#BFD6DF"
                                    font.pixelSize: Theme.small
                                }
                                CwText {
                                    objectName: figure.modelData[0]
                                    width: parent.width
                                    horizontalAlignment: Text.AlignHCenter
                                    text: figure.modelData[2]
                                    color: Theme.inkOnPrimary
                                    font.pixelSize: Theme.elder ? 34 : 30
                                }
                            }
                        }
                    }
                }
            }

            Repeater {
                model: kiosk.materials
                MaterialRow {
                    width: parent ? parent.width : 0
                    visible: capture === "scan"
                    compact: true
                }
            }
        }

        Panel {
            visible: kiosk.fields.count > 0
            width: Theme.wide ? root.contentWidth * 0.58 - Theme.space : root.contentWidth
            implicitHeight: form.height + 2 * padding
            FormPanel {
                id: form
                width: parent.width
            }
        }
    }

    footer: CwButton {
        objectName: "leaveQueue"
        width: parent.width
        text: qsTr("不等了，退回号码")
        onClicked: kiosk.intend("back")
    }
}
