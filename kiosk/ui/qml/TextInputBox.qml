import QtQuick

// One line to type into. `edited` fires when the typing is over.
Rectangle {
    id: root
    property alias input: field
    property alias text: field.text
    property string placeholder: ""
    property bool readOnly: false
    property bool wrong: false
    property bool marked: false
    property string name: ""
    property string by: ""
    property int hints: Qt.ImhNoPredictiveText
    signal edited(string text)
    signal typed(string text)

    implicitHeight: Theme.button - 8
    radius: 14
    color: readOnly ? "#F1EFE9" : marked ? Theme.primaryTint : Theme.surface
    border.width: field.activeFocus || marked ? 3 : 2
    border.color: wrong ? Theme.accent : field.activeFocus || marked ? Theme.focus : Theme.line

    TextInput {
        id: field
        objectName: root.name
        readonly property string by: root.by
        readonly property bool highlighted: root.marked
        anchors.fill: parent
        anchors.leftMargin: 20
        anchors.rightMargin: 20
        verticalAlignment: TextInput.AlignVCenter
        font.family: Theme.family
        font.pixelSize: Theme.body
        color: Theme.ink
        selectionColor: Theme.primary
        selectByMouse: true
        clip: true
        readOnly: root.readOnly
        activeFocusOnTab: !root.readOnly
        activeFocusOnPress: !root.readOnly
        maximumLength: 2000
        inputMethodHints: root.hints
        onTextEdited: root.typed(text)
        onEditingFinished: root.edited(text)
    }
    CwText {
        anchors.left: field.left
        anchors.verticalCenter: parent.verticalCenter
        width: field.width
        visible: field.text === "" && field.preeditText === ""
        text: root.placeholder
        color: Theme.faint
        elide: Text.ElideRight
        maximumLineCount: 1
        wrapMode: Text.NoWrap
    }
    Connections {
        target: kiosk
        function onCleared() { field.clear() }
    }
}
