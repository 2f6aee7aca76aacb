import QtQuick
import ".."
import "../parts"

// Always on top: brand, presence, who sits here, how many wait, the link, the time.
Rectangle {
    id: bar

    // Under the log-in screen too, so that everything stands in its place when that one goes.
    readonly property bool choosing: app.screen !== "ringing" && app.screen !== "call"

    implicitHeight: Theme.s(68)
    color: Theme.surface

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
    }

    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.s(20)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s(14)

        Brand {
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.s(40)
        }
        Say {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("政务晓屋 · 云窗口")
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
        Item { width: Theme.s(8); height: 1 }
        PresenceSwitch {
            anchors.verticalCenter: parent.verticalCenter
            visible: bar.choosing
        }
        Tag {
            anchors.verticalCenter: parent.verticalCenter
            visible: !bar.choosing
            implicitHeight: Theme.s(32)
            tone: "primary"
            text: Words.presence(app.desk.presence)
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.s(12)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s(18)

        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s(6)
            Icon { anchors.verticalCenter: parent.verticalCenter; name: "people"; color: Theme.secondary; size: Theme.s(22) }
            Say {
                objectName: "waitingCount"
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("等候 %1 人").arg(app.desk.waiting)
                color: app.desk.waiting > 0 ? Theme.ink : Theme.secondary
                wrapMode: Text.NoWrap
            }
        }
        Rectangle { anchors.verticalCenter: parent.verticalCenter; width: 1; height: Theme.s(28); color: Theme.line }
        Say {
            anchors.verticalCenter: parent.verticalCenter
            text: [app.desk.agent.number, app.desk.agent.name, app.desk.agent.place].filter(w => w !== "").join("  ")
            wrapMode: Text.NoWrap
        }
        Rectangle { anchors.verticalCenter: parent.verticalCenter; width: 1; height: Theme.s(28); color: Theme.line }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: app.link === "up" ? "link" : "linkOff"
            color: app.link === "up" ? Theme.success : Theme.accent
            size: Theme.s(24)
        }
        Say {
            anchors.verticalCenter: parent.verticalCenter
            text: Qt.formatTime(new Date(app.now * 1000), "HH:mm")
            color: Theme.secondary
            wrapMode: Text.NoWrap
        }
        LanguageBar { anchors.verticalCenter: parent.verticalCenter }
        ActionButton {
            objectName: "logOut"
            anchors.verticalCenter: parent.verticalCenter
            look: "plain"
            glyph: "out"
            text: qsTr("签出")
            visible: bar.choosing
            onClicked: app.logOut()
        }
    }
}
