import QtQuick
import ".."

Page {
    title: qsTr("跨域通办告知与同意")
    sentence: qsTr("此事项由%1办理").arg(kiosk.item.region ?? "")

    NoticePoints {}

    footer: TwoButtons {
        first.objectName: "crossDecline"
        first.text: qsTr("不同意")
        second.objectName: "crossAgree"
        second.kind: "plain"
        second.text: qsTr("同意")
        onFirstClicked: kiosk.answerCross(false)
        onSecondClicked: kiosk.answerCross(true)
    }
}
