import QtQuick
import QtQuick.Controls.Basic
import "."
import "parts"
import "desk"
import "call"

// The console's window: one screen at a time, banners, notices and questions above it.
ApplicationWindow {
    id: window

    property bool leaving: false

    signal quitWanted()

    title: qsTr("云窗口 · 云坐席")
    color: Theme.paper
    minimumWidth: 1100
    minimumHeight: 640

    Binding {
        target: Theme
        property: "k"
        value: Math.max(0.66, Math.min(1.5, window.width / 1920, window.height / 1080))
    }

    onClosing: (close) => {
        if (root.inCall && !window.leaving) {
            close.accepted = false
            quitSheet.visible = true
        }
    }

    Item {
        id: root

        objectName: "console"
        readonly property string screen: app.screen
        readonly property bool inCall: screen === "call"
        readonly property string presence: app.desk.presence
        readonly property string link: app.link
        readonly property int waiting: app.desk.waiting
        readonly property int served: app.desk.served
        readonly property string caseState: app.caseFile.state
        readonly property string caseNo: app.caseFile.head.no
        readonly property string caseId: app.caseFile.head.case
        readonly property string due: app.caseFile.head.due
        readonly property string callState: app.call.state
        readonly property string callId: app.desk.call.id
        readonly property bool peerUp: app.desk.peerUp
        readonly property string papers: app.caseFile.papers.map(p => p.paper).join(" ")
        readonly property int missing: app.caseFile.missing
        readonly property string problem: app.problem

        anchors.fill: parent

        TopBar {
            id: bar
            width: parent.width
        }
        LinkBanner {
            id: banner
            anchors.top: bar.bottom
            width: parent.width
            visible: root.screen !== "login" && text !== ""
        }
        Item {
            anchors.top: banner.visible ? banner.bottom : bar.bottom
            anchors.bottom: parent.bottom
            width: parent.width

            IdleScreen {
                anchors.fill: parent
                visible: root.screen === "idle"
            }
            RingingScreen {
                anchors.fill: parent
                visible: root.screen === "ringing"
            }
            // Built as soon as somebody sits here: building it when a call starts would keep the first picture waiting.
            Loader {
                anchors.fill: parent
                active: root.screen !== "login"
                visible: root.inCall
                sourceComponent: CallScreen {
                    onDecided: (decision) => decisionSheet.ask(decision)
                    onHangUpAsked: app.caseFile.step === "nothing" ? app.desk.hangUp(true) : hangUpSheet.visible = true
                }
            }
            AfterCallScreen {
                anchors.fill: parent
                visible: root.screen === "after_call"
            }
        }

        Loader {
            anchors.fill: parent
            active: root.screen === "login"
            sourceComponent: LoginScreen {}
        }
        NoticeLine {
            anchors.verticalCenter: bar.verticalCenter
            anchors.horizontalCenter: parent.horizontalCenter
        }
        DecisionSheet { id: decisionSheet }
        HangUpSheet { id: hangUpSheet }
        Sheet {
            id: quitSheet
            heading: qsTr("通话还在进行，确定要退出吗？")
            onDismissed: visible = false

            Say {
                width: parent.width
                text: qsTr("退出后，办事人会回到队首，由其他坐席接着办理。")
                color: Theme.secondary
            }
            Row {
                anchors.right: parent.right
                spacing: Theme.s(12)

                ActionButton {
                    objectName: "quitCancel"
                    implicitHeight: Theme.s(52)
                    text: qsTr("继续通话")
                    onClicked: quitSheet.visible = false
                }
                ActionButton {
                    objectName: "quitConfirm"
                    implicitHeight: Theme.s(52)
                    big: true
                    look: "danger"
                    text: qsTr("退出")
                    onClicked: {
                        window.leaving = true
                        window.close()
                    }
                }
            }
        }

        onInCallChanged: if (!inCall) {
            decisionSheet.close()
            hangUpSheet.visible = false
            quitSheet.visible = false
        }
    }

    Connections {
        target: app
        function onRinging(on: bool): void {
            if (on) {
                window.alert(0)
                window.requestActivate()
            }
        }
    }
}
