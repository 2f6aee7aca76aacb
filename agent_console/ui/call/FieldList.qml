import QtQuick
import QtQuick.Controls.Basic
import ".."
import "../parts"

// A field with many options: a list that opens.
ComboBox {
    id: list

    property var field
    property bool lit: false
    readonly property string value: field.value
    readonly property string problem: field.problem
    readonly property string source: field.source
    readonly property string conflict: field.conflict

    objectName: "field_" + field.name
    implicitHeight: Theme.controlHeight
    model: field.optionLabels
    currentIndex: field.options.indexOf(field.value)
    displayText: currentIndex < 0 ? qsTr("请选择") : field.optionLabels[currentIndex]
    enabled: app.caseFile.editable
    font.family: Theme.family
    font.pixelSize: Theme.body
    Accessible.name: field.label
    onActivated: (index) => {
        field.choose(field.options[index])
        currentIndex = Qt.binding(() => field.options.indexOf(field.value))
    }

    background: Rectangle {
        radius: Theme.s(10)
        color: list.lit ? Theme.warningTint : list.enabled ? Theme.surface : Theme.paper
        border.width: list.activeFocus ? 2 : 1
        border.color: list.activeFocus ? Theme.focus : Theme.line
    }
    contentItem: Say {
        leftPadding: Theme.s(12)
        rightPadding: Theme.s(36)
        text: list.displayText
        color: list.currentIndex < 0 ? Theme.faint : list.enabled ? Theme.ink : Theme.secondary
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
    }
    indicator: Icon {
        x: list.width - width - Theme.s(10)
        anchors.verticalCenter: parent.verticalCenter
        name: "down"
        size: Theme.s(18)
        color: Theme.secondary
    }
    delegate: ItemDelegate {
        id: option
        required property int index
        objectName: "choose_" + list.field.name + "_" + index
        width: list.width
        height: Theme.s(42)
        highlighted: list.highlightedIndex === index
        background: Rectangle { color: option.highlighted ? Theme.primaryTint : Theme.surface }
        contentItem: Say {
            text: list.field.optionLabels[option.index] || ""
            leftPadding: Theme.s(4)
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }
    popup: Popup {
        y: list.height + Theme.s(4)
        width: list.width
        padding: 1
        implicitHeight: Math.min(contentItem.implicitHeight + 2, Theme.s(340))
        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: list.popup.visible ? list.delegateModel : null
            currentIndex: list.highlightedIndex
            boundsBehavior: Flickable.StopAtBounds
        }
        background: Rectangle {
            radius: Theme.s(8)
            color: Theme.surface
            border.width: 1
            border.color: Theme.line
        }
    }
}
