import QtQuick
import ".."

// 简体, 繁體, English.
Row {
    spacing: Theme.s(2)

    Repeater {
        model: [
            {name: "languageZhHans", tag: "zh-Hans", word: "简"},
            {name: "languageZhHant", tag: "zh-Hant", word: "繁"},
            {name: "languageEn", tag: "en", word: "EN"}
        ]

        ActionButton {
            required property var modelData
            objectName: modelData.name
            look: "plain"
            text: modelData.word
            checked: app.language === modelData.tag
            implicitHeight: Theme.s(36)
            leftPadding: Theme.s(10)
            onClicked: app.speak(modelData.tag)
        }
    }
}
