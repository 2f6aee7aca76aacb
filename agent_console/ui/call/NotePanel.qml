import QtQuick
import ".."
import "../parts"

// Notes for the next clerk; the citizen never sees them.
Panel {
    id: panel

    function add(): void {
        app.caseFile.addNote(input.text)
        input.clear()
    }

    Say {
        id: heading
        x: Theme.s(16)
        y: Theme.s(10)
        text: qsTr("备注（办事人看不到）")
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
    }
    Pages {
        anchors.top: heading.bottom
        anchors.bottom: writing.top
        anchors.margins: Theme.s(6)
        x: Theme.s(16)
        width: parent.width - Theme.s(24)
        spacing: Theme.s(4)

        Say {
            width: parent.width
            visible: app.caseFile.notes.length === 0
            text: qsTr("还没有备注")
            color: Theme.faint
            font.pixelSize: Theme.small
        }
        Repeater {
            model: app.caseFile.notes

            Say {
                required property var modelData
                width: parent.width
                text: Qt.formatTime(new Date(modelData.at * 1000), "HH:mm") + "  " + modelData.text
                color: Theme.secondary
                font.pixelSize: Theme.small
            }
        }
    }
    Row {
        id: writing
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.s(12)
        spacing: Theme.s(8)

        Entry {
            id: input
            objectName: "noteInput"
            width: parent.width - add.width - Theme.s(8)
            implicitHeight: Theme.s(40)
            font.pixelSize: Theme.small
            maximumLength: 2000
            placeholderText: qsTr("写给下一位坐席…")
            onAccepted: if (text.trim() !== "") panel.add()
        }
        ActionButton {
            id: add
            objectName: "noteAdd"
            implicitHeight: Theme.s(40)
            glyph: "plus"
            text: qsTr("添加")
            enabled: input.text.trim() !== ""
            onClicked: panel.add()
        }
    }
}
