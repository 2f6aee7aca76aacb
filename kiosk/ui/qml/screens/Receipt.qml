import QtQuick
import ".."

Page {
    id: root
    readonly property string caseState: kiosk.case.state
    title: caseState === "accepted" ? qsTr("已受理") : caseState === "refused" ? qsTr("不予受理") : caseState === "supplement" ? qsTr("需补正材料")
         : caseState === "received" ? qsTr("已收件") : qsTr("办理已保存")
    sentence: caseState === "accepted" && kiosk.case.due !== "" ? qsTr("预计 %1 前办结").arg(kiosk.case.due)
            : caseState === "draft" || caseState === "submitted" ? qsTr("您可以凭办件流水号继续办理") : qsTr("请收好您的回执，扫描二维码可以查验")

    Panel {
        width: root.contentWidth
        padding: 36
        implicitHeight: facts.height + 72
        Column {
            id: facts
            width: parent.width
            spacing: 12
            CwText {
                text: qsTr("办件流水号")
                color: Theme.secondary
                font.pixelSize: Theme.small
            }
            CwText {
                objectName: "receiptNumber"
                width: parent.width
                text: kiosk.case.no
                font.pixelSize: Theme.lead
                font.weight: Font.Medium
                wrapMode: Text.WrapAnywhere
            }
            Tag {
                objectName: "receiptState"
                tone: root.caseState === "accepted" ? "good" : root.caseState === "refused" ? "bad" : "plain"
                text: Words.caseState(root.caseState)
            }
        }
    }

    Panel {
        visible: kiosk.receiptPages > 0
        width: root.contentWidth
        padding: 16
        implicitHeight: Math.max(420, root.contentHeight - facts.height - 72 - Theme.gap)
        Flickable {
            id: flick
            anchors.fill: parent
            clip: true
            contentHeight: paper.height
            boundsBehavior: Flickable.StopAtBounds
            Image {
                id: paper
                width: flick.width
                height: status === Image.Ready ? width * implicitHeight / Math.max(1, implicitWidth) : flick.height
                cache: false
                sourceSize.width: Math.max(600, Math.round(flick.width))
                source: kiosk.receiptPages > 0 ? "image://visit/receipt/0/" + kiosk.pictures : ""
            }
        }
    }

    footer: [
        Item {
            objectName: "printState"
            readonly property string state: kiosk.printing
            width: parent.width
            height: visible ? said.height : 0
            visible: kiosk.printing !== "idle"
            CwText {
                id: said
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                color: kiosk.printing === "printed" ? Theme.success : kiosk.printing === "failed" ? Theme.warning : Theme.secondary
                text: kiosk.printing === "printed" ? qsTr("已打印，请在出纸口取走") : kiosk.printing === "failed" ? qsTr("打印没有成功，可以再试一次") : qsTr("正在打印，请稍候…")
            }
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
