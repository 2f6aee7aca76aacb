import QtQuick
import ".."
import "../parts"

// A sentence for the clerk that goes away by itself.
Rectangle {
    id: notice

    objectName: "notice"
    property string word: ""
    property string code: ""
    readonly property string text: word === "" ? "" : Words.notice(word, code)

    width: line.implicitWidth + Theme.s(56)
    height: Theme.s(56)
    radius: height / 2
    color: Theme.ink
    visible: text !== ""
    z: 20

    Connections {
        target: app
        function onNoticed(word: string, code: string, field: string): void {
            notice.word = word
            notice.code = code
            away.restart()
        }
    }
    Timer {
        id: away
        interval: 6000
        onTriggered: notice.word = ""
    }
    Say {
        id: line
        anchors.centerIn: parent
        text: notice.text
        color: Theme.surface
        wrapMode: Text.NoWrap
    }
}
