import QtQuick

Text {
    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.body
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
}
