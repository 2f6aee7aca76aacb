import QtQuick

Text {
    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.body
    lineHeight: Theme.lineHeight
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
}
