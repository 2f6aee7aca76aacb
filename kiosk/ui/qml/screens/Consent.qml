import QtQuick
import ".."

Page {
    title: qsTr("视频通话告知与同意")
    sentence: qsTr("办理过程中，工作人员将通过视频与您面对面沟通")

    NoticePoints {}

    footer: TwoButtons {
        first.objectName: "consentDecline"
        first.text: qsTr("不同意")
        second.objectName: "consentAgree"
        second.kind: "plain"
        second.text: qsTr("同意")
        first.enabled: kiosk.ready
        second.enabled: kiosk.ready
        onFirstClicked: kiosk.answerConsent(false)
        onSecondClicked: kiosk.answerConsent(true)
    }
}
