import QtQuick
import CloudWindow.Media

// The clerk stays in sight while something else is done in a call.
Item {
    id: root
    property bool narrow: false
    implicitHeight: narrow ? video.height : 200
    height: implicitHeight
    VideoItem {
        id: video
        objectName: "remoteVideo"
        width: root.narrow ? Math.min(root.width, 480) : 356
        height: Math.round(width * 9 / 16)
        source: "remote"
        fill: "crop"
        radius: 18
    }
    CwText {
        visible: !root.narrow
        x: video.width + 28
        y: (video.height - height) / 2
        width: root.width - x
        text: qsTr("工号 %1 %2正在与您通话，有不明白的可以直接问").arg(kiosk.callInfo.agentNo).arg(kiosk.callInfo.agentName)
        color: Theme.secondary
    }
}
