import QtQuick
import ".."

Page {
    title: qsTr("请核对您的信息")
    sentence: qsTr("以下内容从证件芯片读取，将填入申请表")

    Panel {
        width: parent.width
        padding: 40
        implicitHeight: list.height + 80
        Column {
            id: list
            width: parent.width
            spacing: Theme.gap + 4
            Repeater {
                model: [
                    ["cardKind", qsTr("证件类型"), Words.card(kiosk.holder.kind)],
                    ["cardName", qsTr("姓名"), kiosk.holder.name],
                    ["cardNameEn", qsTr("英文姓名"), kiosk.holder.nameEn],
                    ["cardSex", qsTr("性别"), Words.sex(kiosk.holder.sex)],
                    ["cardEthnic", qsTr("民族"), kiosk.holder.ethnic],
                    ["cardBirth", qsTr("出生日期"), kiosk.holder.birth],
                    ["cardAddress", qsTr("住址"), kiosk.holder.address],
                    ["cardNumber", qsTr("证件号码"), kiosk.holder.number],
                    ["cardIssuer", qsTr("签发机关"), kiosk.holder.issuer],
                    ["cardValidity", qsTr("有效期限"), kiosk.holder.from === "" ? "" : kiosk.holder.from + " – " + (kiosk.holder.to === "" ? qsTr("长期") : kiosk.holder.to)]
                ]
                Item {
                    id: line
                    required property var modelData
                    visible: modelData[2] !== ""
                    width: list.width
                    height: visible ? Math.max(label.height, value.height) : 0
                    CwText {
                        id: label
                        width: Math.min(260, parent.width * 0.3)
                        text: line.modelData[1]
                        color: Theme.secondary
                    }
                    CwText {
                        id: value
                        objectName: line.modelData[0]
                        x: label.width + 24
                        width: parent.width - x
                        text: line.modelData[2]
                        font.pixelSize: line.modelData[0] === "cardName" ? Theme.title : Theme.body
                        font.weight: line.modelData[0] === "cardName" ? Font.Medium : Font.Normal
                    }
                }
            }
        }
    }

    footer: TwoButtons {
        first.objectName: "cardWrong"
        first.text: qsTr("有误，重新读卡")
        second.objectName: "cardConfirm"
        second.text: qsTr("确认无误")
        onFirstClicked: kiosk.intend("reject_card")
        onSecondClicked: kiosk.intend("confirm_card")
    }
}
