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

    width: line.implicitWidth + Theme.s(40)
    height: Theme.s(44)
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
        font.pixelSize: Theme.small
        color: Theme.surface
        wrapMode: Text.NoWrap
    }
}
