import QtQuick
import CloudWindow.Kiosk
import ".."

SplitPage {
    id: root
    readonly property string step: kiosk.signing.state
    readonly property bool signing: step === "signing" || step === "sending"
    title: signing ? qsTr("请签名") : qsTr("请阅读：%1").arg(Words.paper(kiosk.signing.paper))
    sentence: signing ? qsTr("签名将与您读过的每一页绑定") : qsTr("这是将要打印的样子，请逐页阅读")

    PaperView {
        objectName: "signPages"
        readonly property int page: kiosk.signing.page + 1
        readonly property int pages: kiosk.signing.pages
        readonly property string state: root.step
        anchors.fill: parent
        visible: !root.signing
        source: kiosk.signing.pages > 0 ? "image://visit/preview/" + kiosk.signing.page + "/" + kiosk.pictures : ""
        CwText {
            anchors.centerIn: parent
            visible: root.step === "loading"
            color: Theme.secondary
            text: qsTr("正在准备文件…")
        }
    }

    Panel {
        visible: root.signing
        anchors.centerIn: parent
        width: parent.width
        height: Math.min(width * 0.5, parent.height)
        padding: 3
        Rectangle {
            x: 60
            width: parent.width - 120
            y: parent.height * 0.74
            height: 2
            color: Theme.line
        }
        CwText {
            anchors.centerIn: parent
            visible: !pad.ready
            color: Theme.faint
            font.pixelSize: Theme.heading
            text: qsTr("在此用手指书写您的姓名")
        }
        SignaturePad {
            id: pad
            objectName: "signCanvas"
            anchors.fill: parent
            enabled: root.step === "signing"
            onVisibleChanged: if (!visible) clear()
            Connections {
                target: kiosk
                function onCleared() { pad.clear() }
            }
        }
    }

    side: [
        CwText {
            visible: !root.signing && kiosk.signing.pages > 0
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            color: Theme.secondary
            text: qsTr("第 %1 页，共 %2 页").arg(kiosk.signing.page + 1).arg(kiosk.signing.pages)
        },
        TwoButtons {
            visible: !root.signing
            first.objectName: "signPrevious"
            first.enabled: kiosk.signing.page > 0
            first.text: qsTr("上一页")
            second.objectName: "signNext"
            second.kind: kiosk.signing.allSeen ? "plain" : "primary"
            second.enabled: kiosk.signing.page + 1 < kiosk.signing.pages
            second.text: qsTr("下一页")
            onFirstClicked: kiosk.turnPage(kiosk.signing.page - 1)
            onSecondClicked: kiosk.turnPage(kiosk.signing.page + 1)
        },
        CwButton {
            objectName: "signStart"
            visible: !root.signing
            width: parent.width
            kind: kiosk.signing.allSeen ? "primary" : "plain"
            enabled: kiosk.signing.allSeen
            icon: "pen"
            text: qsTr("我已阅读，去签名")
            onClicked: kiosk.intend("start_signing")
        },
        TwoButtons {
            visible: root.signing
            first.objectName: "signClear"
            first.enabled: root.step === "signing"
            first.text: qsTr("重签")
            second.objectName: "signConfirm"
            second.enabled: pad.ready && root.step === "signing"
            second.busy: root.step === "sending"
            second.text: root.step === "sending" ? qsTr("正在提交") : qsTr("确认签名")
            onFirstClicked: pad.clear()
            onSecondClicked: kiosk.sign(pad)
        },
        CwButton {
            objectName: "signRefuse"
            width: parent.width
            kind: "quiet"
            enabled: root.step !== "sending"
            text: qsTr("内容有误，暂不签名")
            onClicked: kiosk.intend("refuse_request")
        }
    ]
}
