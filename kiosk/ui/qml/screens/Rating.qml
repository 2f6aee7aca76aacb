import QtQuick
import ".."

Page {
    id: root
    property int level: 0
    property var codes: []
    readonly property bool reasonNeeded: level > 0 && level <= 2 && codes.length === 0 && words.text.trim() === ""
    title: qsTr("请为本次服务评价")
    sentence: qsTr("评价对工作人员保密，也可以不评")

    Row {
        width: root.contentWidth
        spacing: 12
        Repeater {
            model: 5
            Rectangle {
                id: face
                required property int index
                readonly property int value: 5 - index
                readonly property bool chosen: root.level === value
                objectName: "rate_" + value
                width: (root.contentWidth - 48) / 5
                height: Theme.elder ? 260 : 220
                radius: Theme.radius
                color: chosen ? Theme.primary : tap.pressed ? Theme.primaryTint : Theme.surface
                border.width: 2
                border.color: chosen ? Theme.primary : Theme.line
                Accessible.role: Accessible.RadioButton
                Accessible.name: Words.rating(value)
                Accessible.checked: chosen
                Column {
                    anchors.centerIn: parent
                    width: parent.width - 12
                    spacing: 12
                    Icon {
                        anchors.horizontalCenter: parent.horizontalCenter
                        name: ["face-very-sad", "face-sad", "face-calm", "face-glad", "face-very-glad"][face.value - 1]
                        size: 88
                        colour: face.chosen ? Theme.inkOnPrimary : Theme.primary
                    }
                    CwText {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: Words.rating(face.value)
                        font.pixelSize: Theme.elder ? 30 : 26
                        color: face.chosen ? Theme.inkOnPrimary : Theme.ink
                    }
                }
                TapHandler {
                    id: tap
                    onTapped: {
                        root.level = face.value
                        root.codes = []
                    }
                }
            }
        }
    }

    Flow {
        width: root.contentWidth
        spacing: 12
        topPadding: 16
        Repeater {
            model: Words.ratingCodes(root.level)
            Rectangle {
                id: code
                required property var modelData
                readonly property bool chosen: root.codes.indexOf(modelData[0]) >= 0
                objectName: "ratingCode_" + modelData[0]
                width: Math.min(codeText.implicitWidth + 48, root.contentWidth)
                height: Theme.button - 12
                radius: height / 2
                color: chosen ? Theme.primaryTint : Theme.surface
                border.width: 2
                border.color: chosen ? Theme.primary : Theme.line
                Accessible.role: Accessible.CheckBox
                Accessible.name: modelData[1]
                CwText {
                    id: codeText
                    anchors.centerIn: parent
                    width: Math.min(implicitWidth, code.width - 32)
                    text: code.modelData[1]
                    font.pixelSize: Theme.elder ? 34 : 26
                    elide: Text.ElideRight
                    maximumLineCount: 1
                    wrapMode: Text.NoWrap
                    color: code.chosen ? Theme.primary : Theme.ink
                }
                TapHandler {
                    onTapped: {
                        const now = root.codes.slice()
                        const at = now.indexOf(code.modelData[0])
                        if (at >= 0)
                            now.splice(at, 1)
                        else
                            now.push(code.modelData[0])
                        root.codes = now
                    }
                }
            }
        }
    }

    TextInputBox {
        id: words
        name: "ratingText"
        visible: root.level > 0
        width: root.contentWidth
        height: Theme.button
        placeholder: qsTr("还想说的话（选填）")
    }

    footer: [
        CwText {
            width: parent.width
            visible: root.reasonNeeded
            horizontalAlignment: Text.AlignHCenter
            color: Theme.secondary
            text: qsTr("请至少选一项原因或写一句话，方便我们改进")
        },
        TwoButtons {
            first.objectName: "rateSkip"
            first.text: qsTr("不评价")
            second.objectName: "rateSend"
            second.text: qsTr("提交评价")
            second.enabled: root.level > 0 && !root.reasonNeeded
            onFirstClicked: kiosk.intend("skip_rating")
            onSecondClicked: kiosk.rate(root.level, root.codes, words.text)
        }
    ]
}
