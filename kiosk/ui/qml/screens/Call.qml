import QtQuick
import CloudWindow.Media
import ".."

// The clerk large, oneself small, the form beside or below.
Item {
    id: root

    Item {
        id: stage
        x: Theme.wide ? Theme.margin : 0
        y: Theme.wide ? 24 : 0
        width: Theme.wide ? parent.width * 0.56 : parent.width
        height: Theme.wide ? parent.height - 48 : Math.min(parent.height * 0.46, width * 0.62)

        VideoItem {
            objectName: "remoteVideo"
            anchors.fill: parent
            source: "remote"
            fill: "crop"
            radius: Theme.wide ? 24 : 0
        }
        CwText {
            anchors.centerIn: parent
            visible: kiosk.call.state !== "connected"
            color: "#FFFFFF"
            font.pixelSize: Theme.lead
            text: kiosk.call.state === "lost" ? qsTr("画面中断，正在恢复…") : qsTr("正在接通…")
        }

        Rectangle {
            x: 24
            y: 24
            width: who.width + 48
            height: who.height + 24
            radius: 18
            color: "#CC0B3A4F"
            Row {
                id: who
                anchors.centerIn: parent
                spacing: 16
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 14
                    height: 14
                    radius: 7
                    color: kiosk.call.state === "connected" ? "#5BC08C" : "#E0B25A"
                }
                CwText {
                    objectName: "agentName"
                    anchors.verticalCenter: parent.verticalCenter
                    color: "#FFFFFF"
                    text: qsTr("已接通 工号 %1 %2（%3）").arg(kiosk.callInfo.agentNo).arg(kiosk.callInfo.agentName).arg(kiosk.callInfo.region)
                }
            }
        }

        Rectangle {
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: 24
            width: Theme.wide ? 300 : 272
            height: width * 9 / 16
            radius: 18
            color: Theme.ink
            border.width: 3
            border.color: "#FFFFFF"
            VideoItem {
                objectName: "localVideo"
                anchors.fill: parent
                anchors.margins: 3
                source: "local"
                mirrored: true
                fill: "crop"
                radius: 15
            }
            CwText {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 8
                color: "#FFFFFF"
                font.pixelSize: 20
                text: kiosk.call.hidden ? qsTr("您的画面已关闭") : qsTr("您")
            }
        }

        Row {
            x: 24
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 40
            spacing: 16
            RoundSwitch {
                objectName: "mute"
                icon: kiosk.call.muted ? "mic-off" : "mic"
                off: kiosk.call.muted
                level: kiosk.call.localLevel
                text: kiosk.call.muted ? qsTr("已静音") : qsTr("静音")
                onClicked: kiosk.call.setMuted(!kiosk.call.muted)
            }
            RoundSwitch {
                objectName: "hide"
                icon: kiosk.call.hidden ? "video-off" : "video"
                off: kiosk.call.hidden
                text: kiosk.call.hidden ? qsTr("已遮挡") : qsTr("遮挡画面")
                onClicked: kiosk.call.setHidden(!kiosk.call.hidden)
            }
        }

        Item {
            objectName: "callQuality"
            readonly property int frames: kiosk.call.frames
            readonly property real fps: kiosk.call.fps
            readonly property real audio: kiosk.call.audio
            readonly property real audioPeak: kiosk.call.audioPeak
            readonly property real setUpMs: kiosk.call.setUpMs
            readonly property string state: kiosk.call.state
            width: 1
            height: 1
        }
    }

    Item {
        anchors.left: Theme.wide ? stage.right : parent.left
        anchors.leftMargin: Theme.wide ? Theme.space : Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: Theme.wide ? parent.top : stage.bottom
        anchors.topMargin: 24
        anchors.bottom: parent.bottom

        Column {
            id: head
            width: parent.width
            spacing: 4
            Item {
                width: parent.width
                height: formTitle.height
                CwText {
                    id: formTitle
                    width: parent.width - stateTag.width - 16
                    text: kiosk.item.short ?? ""
                    font.pixelSize: Theme.heading
                    font.weight: Font.Medium
                }
                Tag {
                    id: stateTag
                    objectName: "caseState"
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    tone: kiosk.case.state === "accepted" ? "good" : kiosk.case.state === "refused" ? "bad" : kiosk.case.state === "supplement" ? "warning" : "plain"
                    text: Words.caseState(kiosk.case.state)
                }
            }
            CwText {
                width: parent.width
                color: Theme.secondary
                font.pixelSize: Theme.small
                text: kiosk.printing === "printing" ? qsTr("正在打印，请稍候…")
                    : kiosk.case.state !== "draft" ? qsTr("申请表已签名提交，工作人员正在办理")
                    : kiosk.missingFields > 0 ? qsTr("工作人员与您一起填写，还有 %n 项", "", kiosk.missingFields)
                    : qsTr("表单已填好，请等待工作人员的下一步")
            }
        }

        ScrollArea {
            id: flick
            anchors.top: head.bottom
            anchors.topMargin: 16
            anchors.bottom: parent.bottom
            width: parent.width
            contentHeight: form.height + 32
            FormPanel {
                id: form
                width: flick.width
            }
        }
    }
}
