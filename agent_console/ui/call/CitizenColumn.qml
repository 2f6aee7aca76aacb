import QtQuick
import ".."
import "../parts"

// Picture and voice, who it is, what the booth's devices are doing, notes, hang up.
Item {
    id: column

    signal hangUpAsked()

    VideoPanel {
        id: video
        width: parent.width
    }
    HolderPanel {
        id: holder
        anchors.top: video.bottom
        anchors.topMargin: Theme.s(12)
        width: parent.width
    }
    RequestPanel {
        id: requests
        anchors.top: holder.bottom
        anchors.topMargin: Theme.s(12)
        anchors.bottom: notes.top
        anchors.bottomMargin: Theme.s(12)
        width: parent.width
    }
    NotePanel {
        id: notes
        anchors.bottom: end.top
        anchors.bottomMargin: Theme.s(12)
        width: parent.width
        height: Theme.s(176)
    }
    ActionButton {
        id: end
        objectName: "hangUp"
        anchors.bottom: parent.bottom
        width: parent.width
        implicitHeight: Theme.s(56)
        big: true
        look: "danger"
        glyph: "hangUp"
        text: app.caseFile.step === "nothing" ? qsTr("办结挂断") : qsTr("挂断")
        onClicked: column.hangUpAsked()
    }
}
