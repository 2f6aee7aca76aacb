import QtQuick

// Questions over the screen: still there? really end? how to reach a person? the clerk asks for the card.
Item {
    id: root
    visible: kiosk.overlay !== ""

    Rectangle {
        anchors.fill: parent
        color: "#17263A"
        opacity: 0.55
        TapHandler { gesturePolicy: TapHandler.WithinBounds }
        MouseArea { anchors.fill: parent }
    }

    Panel {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, 860)
        padding: 56
        implicitHeight: box.height + 112
        height: implicitHeight

        Column {
            id: box
            width: parent.width
            spacing: Theme.space

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                size: 96
                colour: kiosk.overlay === "end" ? Theme.accent : Theme.primary
                name: ({"idle": "clock", "end": "exit", "help": "help", "card_request": "card"})[kiosk.overlay] ?? ""
            }
            CwText {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.title
                font.weight: Font.Medium
                text: ({
                    "idle": qsTr("还在吗？"), "end": qsTr("要结束办理吗？"), "help": qsTr("需要帮助？"),
                    "card_request": qsTr("请出示身份证")
                })[kiosk.overlay] ?? ""
            }
            CwText {
                objectName: "idleOverlay"
                readonly property int seconds: kiosk.idleSeconds
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                color: Theme.secondary
                text: {
                    switch (kiosk.overlay) {
                    case "idle": return qsTr("%1 秒后自动退出，您的信息将从本机清除").arg(kiosk.idleSeconds)
                    case "end": return qsTr("您的信息将立即从本机清除。已提交的材料保存在办件中")
                    case "help": return qsTr("请按座席旁的呼叫铃，现场工作人员会来帮助您。也可以拨打 12345 政务服务便民热线")
                    case "card_request": return qsTr("工作人员请您再次出示证件。请将身份证放在读卡区，请勿移动")
                    }
                    return ""
                }
            }
            TwoButtons {
                visible: kiosk.overlay === "idle"
                first.objectName: "idleLeave"
                first.text: qsTr("结束办理")
                second.objectName: "idleStay"
                second.text: qsTr("我还在")
                onFirstClicked: kiosk.intend("confirm_end")
                onSecondClicked: kiosk.intend("close_overlay")
            }
            TwoButtons {
                visible: kiosk.overlay === "end"
                first.objectName: "endConfirm"
                first.kind: "danger"
                first.text: qsTr("结束并清除")
                second.objectName: "endCancel"
                second.text: qsTr("继续办理")
                onFirstClicked: kiosk.intend("confirm_end")
                onSecondClicked: kiosk.intend("close_overlay")
            }
            CwButton {
                visible: kiosk.overlay === "help"
                objectName: "helpClose"
                width: parent.width
                kind: "primary"
                text: qsTr("知道了")
                onClicked: kiosk.intend("close_overlay")
            }
            CwButton {
                visible: kiosk.overlay === "card_request"
                objectName: "requestRefuse"
                width: parent.width
                text: qsTr("暂不出示")
                onClicked: kiosk.intend("refuse_request")
            }
        }
    }
}
