import QtQuick
import CloudWindow.Media 1.0
import ".."
import "../parts"

// The citizen large, oneself small; mute, hide, loudness, quality, time.
Panel {
    id: panel

    readonly property var quality: app.call.quality

    implicitHeight: picture.height + Theme.s(52)
    clip: true

    Rectangle {
        id: picture
        x: 1
        y: 1
        width: parent.width - 2
        height: Math.round(width * 0.6)
        color: Theme.night

        VideoItem {
            objectName: "remoteVideo"
            anchors.fill: parent
            source: "remote"
            fill: "crop"
        }
        Say {
            anchors.centerIn: parent
            visible: app.call.state !== "connected"
            text: app.call.state === "lost" ? qsTr("画面中断，正在恢复…") : qsTr("正在接通画面…")
            color: "#BFD6E0"
        }
        Rectangle {
            anchors.left: parent.left
            anchors.top: parent.top
            anchors.margins: Theme.s(10)
            width: time.implicitWidth + Theme.s(20)
            height: Theme.s(28)
            radius: height / 2
            color: "#B317263A"

            Say {
                id: time
                anchors.centerIn: parent
                text: Words.clock(app.now - app.desk.call.startedAt)
                color: Theme.surface
                font.pixelSize: Theme.small
                lineHeight: 1
            }
        }
        Rectangle {
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.s(10)
            width: Math.round(parent.width * 0.27)
            height: Math.round(width * 0.6)
            color: Theme.secondary
            border.width: 1
            border.color: Theme.surface

            VideoItem {
                objectName: "localVideo"
                anchors.fill: parent
                anchors.margins: 1
                source: "local"
                mirrored: true
            }
            Icon {
                anchors.centerIn: parent
                visible: app.call.hidden
                name: "videoOff"
                color: Theme.surface
            }
        }
    }

    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.s(8)
        anchors.bottom: parent.bottom
        height: Theme.s(51)
        spacing: Theme.s(4)

        ActionButton {
            objectName: "muteButton"
            anchors.verticalCenter: parent.verticalCenter
            look: app.call.muted ? "danger" : "plain"
            glyph: app.call.muted ? "micOff" : "mic"
            checked: app.call.muted
            implicitHeight: Theme.s(38)
            Accessible.name: qsTr("静音")
            onClicked: app.call.setMuted(!app.call.muted)
        }
        Meter {
            anchors.verticalCenter: parent.verticalCenter
            level: app.call.muted ? 0 : app.call.localLevel
        }
        Item { width: Theme.s(6); height: 1 }
        ActionButton {
            objectName: "hideButton"
            anchors.verticalCenter: parent.verticalCenter
            look: app.call.hidden ? "danger" : "plain"
            glyph: app.call.hidden ? "videoOff" : "video"
            checked: app.call.hidden
            implicitHeight: Theme.s(38)
            Accessible.name: qsTr("关闭画面")
            onClicked: app.call.setHidden(!app.call.hidden)
        }
    }

    Row {
        objectName: "quality"

        readonly property int frames: panel.quality.frames
        readonly property real fps: panel.quality.fps
        readonly property real audio: panel.quality.audio
        readonly property real setUpMs: panel.quality.setUpMs
        readonly property string word: panel.quality.word

        anchors.right: parent.right
        anchors.rightMargin: Theme.s(12)
        anchors.bottom: parent.bottom
        height: Theme.s(51)
        spacing: Theme.s(8)

        Say {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("对方声音")
            color: Theme.secondary
            font.pixelSize: Theme.tiny
            wrapMode: Text.NoWrap
        }
        Meter {
            anchors.verticalCenter: parent.verticalCenter
            level: app.call.remoteLevel
            tone: Theme.primary
        }
        Tag {
            anchors.verticalCenter: parent.verticalCenter
            tone: parent.word === "good" ? "good" : parent.word === "fair" ? "warn" : parent.word === "poor" ? "bad" : "plain"
            text: parent.word === "good" ? qsTr("通话流畅") : parent.word === "fair" ? qsTr("通话一般")
                : parent.word === "poor" ? qsTr("通话较差") : qsTr("暂无画面")
        }
    }
}
