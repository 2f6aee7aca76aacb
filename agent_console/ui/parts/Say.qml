import QtQuick
import ".."

// A text in the console's type.
Text {
    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.body
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    lineHeight: 1.25
    verticalAlignment: Text.AlignVCenter
}
