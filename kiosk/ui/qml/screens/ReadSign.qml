import QtQuick
import CloudWindow.Kiosk
import ".."

Page {
    id: root
    readonly property string state_: kiosk.signing.state
    readonly property bool signing: state_ === "signing" || state_ === "sending"
    title: signing ? qsTr("请签名") : qsTr("请阅读：%1").arg(Words.paper(kiosk.signing.paper))
    sentence: signing ? qsTr("签名将与您读过的每一页绑定") : qsTr("这是将要打印的样子，请逐页阅读")

    CallStrip {}

    Panel {
        objectName: "signPages"
        readonly property int page: kiosk.signing.page + 1
        readonly property int pages: kiosk.signing.pages
        readonly property string state: kiosk.signing.state
        visible: !root.signing
        width: root.contentWidth
        padding: 16
        implicitHeight: Math.max(500, root.contentHeight - 200 - Theme.gap)

        Flickable {
            id: flick
            anchors.fill: parent
            clip: true
            contentHeight: page.height
            boundsBehavior: Flickable.StopAtBounds
            Image {
                id: page
                width: flick.width
                height: status === Image.Ready ? width * implicitHeight / Math.max(1, implicitWidth) : flick.height
                cache: false
                sourceSize.width: Math.max(600, Math.round(flick.width))
                fillMode: Image.PreserveAspectFit
                source: kiosk.signing.pages > 0 ? "image://visit/preview/" + kiosk.signing.page + "/" + kiosk.pictures : ""
                onSourceChanged: flick.contentY = 0
            }
        }
        CwText {
            anchors.centerIn: parent
            visible: root.state_ === "loading"
            color: Theme.secondary
            text: qsTr("正在准备文件…")
        }
    }

    Panel {
        visible: root.signing
        width: root.contentWidth
        padding: 3
        implicitHeight: Math.min(width * 0.5, root.contentHeight - 200 - Theme.gap)
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
            enabled: root.state_ === "signing"
            onVisibleChanged: if (!visible) clear()
            Connections {
                target: kiosk
                function onCleared() { pad.clear() }
            }
        }
    }

    footer: [
        Item {
            visible: !root.signing
            width: parent.width
            height: Theme.button
            CwButton {
                objectName: "signPrevious"
                anchors.left: parent.left
                enabled: kiosk.signing.page > 0
                text: qsTr("上一页")
                onClicked: kiosk.turnPage(kiosk.signing.page - 1)
            }
            CwText {
                anchors.centerIn: parent
                color: Theme.secondary
                visible: kiosk.signing.pages > 0
                text: qsTr("第 %1 页，共 %2 页").arg(kiosk.signing.page + 1).arg(kiosk.signing.pages)
            }
            CwButton {
                objectName: "signNext"
                anchors.right: parent.right
                kind: kiosk.signing.allSeen ? "plain" : "primary"
                enabled: kiosk.signing.page + 1 < kiosk.signing.pages
                text: qsTr("下一页")
                onClicked: kiosk.turnPage(kiosk.signing.page + 1)
            }
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
        Row {
            visible: root.signing
            width: parent.width
            spacing: Theme.gap
            CwButton {
                objectName: "signClear"
                width: (parent.width - parent.spacing) / 2
                enabled: root.state_ === "signing"
                text: qsTr("重签")
                onClicked: pad.clear()
            }
            CwButton {
                objectName: "signConfirm"
                width: (parent.width - parent.spacing) / 2
                kind: "primary"
                enabled: pad.ready && root.state_ === "signing"
                busy: root.state_ === "sending"
                text: root.state_ === "sending" ? qsTr("正在提交") : qsTr("确认签名")
                onClicked: kiosk.sign(pad)
            }
        },
        CwButton {
            objectName: "signRefuse"
            width: parent.width
            kind: "quiet"
            enabled: root.state_ !== "sending"
            text: qsTr("内容有误，暂不签名")
            onClicked: kiosk.intend("refuse_request")
        }
    ]
}
