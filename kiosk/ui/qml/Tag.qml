import QtQuick

Rectangle {
    id: root
    property string text: ""
    property string tone: "plain"
    width: label.implicitWidth + 28
    height: label.implicitHeight + 12
    radius: height / 2
    color: tone === "warning" ? Theme.warningTint : tone === "good" ? Theme.successTint : tone === "bad" ? Theme.accentTint : Theme.primaryTint
    CwText {
        id: label
        anchors.centerIn: parent
        text: root.text
        font.pixelSize: Theme.elder ? 28 : 22
        wrapMode: Text.NoWrap
        color: root.tone === "warning" ? Theme.warning : root.tone === "good" ? Theme.success : root.tone === "bad" ? Theme.accent : Theme.primary
    }
}
