import QtQuick
import ".."
import "../parts"

// The next step of the case, and what it still waits for.
Panel {
    id: panel

    signal decided(string decision)

    readonly property string step: app.caseFile.step
    readonly property int place: ({sign: 0, receive: 1, decide: 2, nothing: 3})[step]
    readonly property bool signing: app.desk.requests.some(r => r.running && r.action === "sign")

    implicitHeight: content.implicitHeight + Theme.s(36)

    Column {
        id: content
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.s(20)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s(14)

        Row {
            width: parent.width

            Repeater {
                model: [qsTr("签名"), qsTr("收件"), qsTr("决定")]

                Item {
                    id: mark
                    required property string modelData
                    required property int index
                    readonly property bool done: panel.place > index
                    readonly property bool now: panel.place === index

                    width: parent.width / 3
                    height: Theme.s(28)

                    Rectangle {
                        visible: mark.index < 2
                        anchors.verticalCenter: disc.verticalCenter
                        anchors.left: word.right
                        anchors.leftMargin: Theme.s(8)
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.s(8)
                        height: 1
                        color: Theme.line
                    }
                    Rectangle {
                        id: disc
                        anchors.verticalCenter: parent.verticalCenter
                        width: Theme.s(26)
                        height: width
                        radius: width / 2
                        color: mark.done ? Theme.success : mark.now ? Theme.primary : Theme.paper
                        border.width: mark.done || mark.now ? 0 : 1
                        border.color: Theme.line

                        Say {
                            anchors.centerIn: parent
                            visible: !mark.done
                            text: mark.index + 1
                            color: mark.now ? Theme.surface : Theme.faint
                            font.pixelSize: Theme.tiny
                            lineHeight: 1
                        }
                        Icon {
                            anchors.centerIn: parent
                            visible: mark.done
                            name: "check"
                            size: Theme.s(16)
                            color: Theme.surface
                        }
                    }
                    Say {
                        id: word
                        anchors.left: disc.right
                        anchors.leftMargin: Theme.s(8)
                        anchors.verticalCenter: parent.verticalCenter
                        text: mark.modelData
                        color: mark.done || mark.now ? Theme.ink : Theme.faint
                        font.pixelSize: Theme.small
                        font.weight: mark.now ? Font.DemiBold : Font.Normal
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }

        Rectangle {
            objectName: "lacks"
            readonly property int count: app.caseFile.lacks.length
            readonly property string text: app.caseFile.lacks.join(qsTr("；"))

            width: parent.width
            height: Math.min(missing.implicitHeight, Theme.s(88)) + Theme.s(16)
            radius: Theme.s(10)
            color: Theme.warningTint
            visible: count > 0

            Pages {
                anchors.fill: parent
                anchors.margins: Theme.s(8)

                Say {
                    id: missing
                    width: parent.width
                    text: qsTr("还不能进行下一步：%1").arg(parent.parent.parent.parent.text)
                    color: Theme.warning
                    font.pixelSize: Theme.small
                }
            }
        }

        ActionButton {
            objectName: "askSign"
            width: parent.width
            visible: panel.step === "sign" || app.caseFile.state === "supplement"
            implicitHeight: Theme.s(56)
            big: true
            look: panel.step === "sign" ? "primary" : "quiet"
            glyph: "pen"
            text: panel.signing ? qsTr("办事人正在阅读并签名") : qsTr("请办事人阅读并签名")
            busy: panel.signing
            enabled: !panel.signing && app.caseFile.lacks.length === 0
            onClicked: app.desk.askSign("application")
        }
        ActionButton {
            objectName: "receivePapers"
            width: parent.width
            visible: panel.step === "receive"
            implicitHeight: Theme.s(56)
            big: true
            look: "primary"
            glyph: "check"
            text: qsTr("收件，出具收件凭证")
            enabled: app.caseFile.lacks.length === 0
            onClicked: app.caseFile.receive()
        }
        Row {
            id: decisions
            readonly property bool accepting: panel.step === "decide"
            width: parent.width
            visible: accepting || app.caseFile.state === "submitted"
            spacing: Theme.s(10)

            ActionButton {
                objectName: "decideAccept"
                width: (parent.width - Theme.s(20)) * 0.4
                visible: decisions.accepting
                implicitHeight: Theme.s(56)
                big: true
                look: "success"
                leftPadding: Theme.s(8)
                text: qsTr("受理")
                enabled: app.caseFile.lacks.length === 0
                onClicked: panel.decided("accept")
            }
            ActionButton {
                objectName: "decideSupplement"
                width: decisions.accepting ? (parent.width - Theme.s(20)) * 0.3 : (parent.width - Theme.s(10)) / 2
                implicitHeight: Theme.s(decisions.accepting ? 56 : 44)
                look: "warning"
                leftPadding: Theme.s(4)
                text: qsTr("补正")
                onClicked: panel.decided("supplement")
            }
            ActionButton {
                objectName: "decideRefuse"
                width: decisions.accepting ? (parent.width - Theme.s(20)) * 0.3 : (parent.width - Theme.s(10)) / 2
                implicitHeight: Theme.s(decisions.accepting ? 56 : 44)
                look: "danger"
                leftPadding: Theme.s(4)
                text: qsTr("不予受理")
                onClicked: panel.decided("refuse")
            }
        }
        Row {
            visible: panel.step === "nothing"
            spacing: Theme.s(10)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "check"
                color: Theme.success
            }
            Say {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("%1。可打印文书，然后办结挂断。").arg(Words.caseState(app.caseFile.state))
                font.pixelSize: Theme.small
            }
        }
    }
}
