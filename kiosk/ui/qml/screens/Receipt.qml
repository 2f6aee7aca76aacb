import QtQuick
import ".."

SplitPage {
    id: root
    readonly property string caseState: kiosk.case.state
    strip: false
    title: caseState === "accepted" ? qsTr("已受理") : caseState === "refused" ? qsTr("不予受理") : caseState === "supplement" ? qsTr("需补正材料")
         : caseState === "received" ? qsTr("已收件") : qsTr("办理已保存")
    sentence: caseState === "accepted" && kiosk.case.due !== "" ? qsTr("预计 %1 前办结").arg(kiosk.case.due)
            : caseState === "draft" || caseState === "submitted" ? qsTr("您可以凭办件流水号继续办理") : qsTr("请收好您的回执，扫描二维码可以查验")

    PaperView {
        anchors.fill: parent
        visible: kiosk.receiptPages > 0
        source: kiosk.receiptPages > 0 ? "image://visit/receipt/0/" + kiosk.pictures : ""
    }
    Icon {
        anchors.centerIn: parent
        visible: kiosk.receiptPages === 0
        name: "paper"
        size: 200
        colour: Theme.line
    }

    side: [
        Panel {
            width: parent.width
            padding: 28
            implicitHeight: facts.height + 56
            Column {
                id: facts
                width: parent.width
                spacing: 8
                Item {
                    width: parent.width
                    height: Math.max(heading.height, tag.height)
                    CwText {
                        id: heading
                        anchors.verticalCenter: parent.verticalCenter
                        text: qsTr("办件流水号")
                        color: Theme.secondary
                        font.pixelSize: Theme.small
                    }
                    Tag {
                        id: tag
                        objectName: "receiptState"
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        tone: root.caseState === "accepted" ? "good" : root.caseState === "refused" ? "bad" : "plain"
                        text: Words.caseState(root.caseState)
                    }
                }
                CwText {
                    objectName: "receiptNumber"
                    width: parent.width
                    text: kiosk.case.no
                    font.weight: Font.Medium
                    wrapMode: Text.WrapAnywhere
                }
            }
        },
        CwText {
            objectName: "printState"
            readonly property string state: kiosk.printing
            visible: kiosk.printing !== "idle"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            color: kiosk.printing === "printed" ? Theme.success : kiosk.printing === "failed" ? Theme.warning : Theme.secondary
            text: kiosk.printing === "printed" ? qsTr("已打印，请在出纸口取走") : kiosk.printing === "failed" ? qsTr("打印没有成功，可以再试一次") : qsTr("正在打印，请稍候…")
        },
        TwoButtons {
            first.objectName: "printReceipt"
            first.icon: "printer"
            first.enabled: kiosk.papers.count > 0 && kiosk.printing !== "printing"
            first.text: kiosk.printing === "printed" ? qsTr("再打印一份") : qsTr("打印回执")
            second.objectName: "receiptDone"
            second.text: qsTr("完成")
            onFirstClicked: kiosk.intend("print")
            onSecondClicked: kiosk.intend("receipt_done")
        }
    ]
}
