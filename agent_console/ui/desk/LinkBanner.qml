import QtQuick
import ".."
import "../parts"

// Says which link is lost, and that the call goes on.
Rectangle {
    id: banner

    readonly property string text: app.link === "down" || app.link === "connecting"
        ? (app.screen === "call" ? qsTr("本机与服务器的网络中断，正在恢复；通话仍在继续，您的操作会在恢复后送出。")
                                 : app.link === "down" ? qsTr("与服务器的网络中断，正在恢复。") : "")
        : app.screen === "call" && !app.desk.peerUp ? qsTr("对方网络中断，正在恢复；通话仍在继续。")
        : app.screen === "call" && app.call.state === "lost" ? qsTr("画面和声音中断，正在恢复。")
        : ""

    objectName: "linkBanner"
    height: visible ? Theme.s(46) : 0
    color: Theme.warningTint

    Row {
        anchors.centerIn: parent
        spacing: Theme.s(10)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "linkOff"
            color: Theme.warning
        }
        Say {
            anchors.verticalCenter: parent.verticalCenter
            text: banner.text
            color: Theme.warning
            wrapMode: Text.NoWrap
        }
    }
}
