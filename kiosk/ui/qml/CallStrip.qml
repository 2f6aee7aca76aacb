import QtQuick
import CloudWindow.Media

// The clerk stays in sight while something else is done in a call.
Item {
    id: root
    visible: kiosk.callInfo.agentNo !== ""
    width: parent ? parent.width : 800
    height: visible ? 200 : 0
    VideoItem {
        id: video
        objectName: "remoteVideo"
        width: 356
        height: 200
        source: "remote"
        fill: "crop"
        radius: 18
    }
    CwText {
        anchors.left: video.right
        anchors.leftMargin: 28
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("工号 %1 %2正在与您通话，有不明白的可以直接问").arg(kiosk.callInfo.agentNo).arg(kiosk.callInfo.agentName)
        color: Theme.secondary
    }
}
