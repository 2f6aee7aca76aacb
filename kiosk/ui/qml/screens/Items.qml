import QtQuick
import ".."

Page {
    id: root
    title: qsTr("您要办什么事？")

    TextInputBox {
        id: search
        name: "searchField"
        width: parent.width
        height: Theme.button
        placeholder: qsTr("输入名称或拼音首字母，如 ylbx")
        onTyped: text => kiosk.search(text)
        Icon {
            anchors.right: parent.right
            anchors.rightMargin: 24
            anchors.verticalCenter: parent.verticalCenter
            name: "search"
            size: 44
            colour: Theme.faint
        }
    }

    Flow {
        width: parent.width
        spacing: 12
        Repeater {
            model: kiosk.themes
            Rectangle {
                id: chip
                required property string theme
                required property string name
                required property string icon
                readonly property bool chosen: kiosk.theme === theme
                objectName: "theme_" + theme
                width: chipRow.width + 44
                height: Theme.button - 16
                radius: height / 2
                color: chosen ? Theme.primary : tap.pressed ? Theme.primaryTint : Theme.surface
                border.width: 2
                border.color: chosen ? Theme.primary : Theme.line
                Accessible.role: Accessible.Button
                Accessible.name: name
                Row {
                    id: chipRow
                    anchors.centerIn: parent
                    spacing: 10
                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: chip.icon
                        size: Theme.body * 1.2
                        colour: chip.chosen ? Theme.inkOnPrimary : Theme.primary
                    }
                    CwText {
                        anchors.verticalCenter: parent.verticalCenter
                        text: chip.name
                        font.pixelSize: Theme.elder ? 36 : 26
                        color: chip.chosen ? Theme.inkOnPrimary : Theme.ink
                    }
                }
                TapHandler {
                    id: tap
                    onTapped: kiosk.chooseTheme(chip.theme)
                }
            }
        }
    }

    CwText {
        objectName: "itemCount"
        readonly property int count: kiosk.items.count
        width: parent.width
        visible: count === 0
        topPadding: 48
        horizontalAlignment: Text.AlignHCenter
        color: Theme.secondary
        text: kiosk.catalogueReady ? qsTr("没有找到相符的事项，请换一个说法，或呼叫现场工作人员") : qsTr("正在取得事项目录…")
    }

    Repeater {
        model: kiosk.items
        Panel {
            id: entry
            required property string item
            required property string name
            required property string short
            required property string region
            required property bool foreign
            required property string icon
            required property string feasible
            objectName: "item_" + item
            width: root.contentWidth
            padding: 28
            implicitHeight: Math.max(words.height, 72) + 56
            color: itemTap.pressed ? Theme.primaryTint : Theme.surface
            Accessible.role: Accessible.Button
            Accessible.name: name

            Rectangle {
                id: badge
                anchors.verticalCenter: parent.verticalCenter
                width: 72
                height: 72
                radius: 20
                color: Theme.primaryTint
                Icon {
                    anchors.centerIn: parent
                    name: entry.icon
                    size: 42
                    colour: Theme.primary
                }
            }
            Column {
                id: words
                anchors.left: badge.right
                anchors.leftMargin: 24
                anchors.right: tag.left
                anchors.rightMargin: 20
                anchors.verticalCenter: parent.verticalCenter
                CwText {
                    width: parent.width
                    text: entry.short
                    font.pixelSize: Theme.lead
                    font.weight: Font.Medium
                }
                CwText {
                    width: parent.width
                    text: (entry.foreign ? entry.region + " · " : "") + entry.name
                    color: Theme.secondary
                    font.pixelSize: Theme.small
                }
            }
            Column {
                id: tag
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: 8
                Tag {
                    anchors.right: parent.right
                    visible: entry.foreign
                    text: qsTr("跨域通办")
                }
                Tag {
                    anchors.right: parent.right
                    visible: entry.feasible !== "yes"
                    tone: "warning"
                    text: entry.feasible === "later" ? qsTr("设备恢复中") : qsTr("本机不能办")
                }
                Icon {
                    anchors.right: parent.right
                    visible: !entry.foreign && entry.feasible === "yes"
                    name: "next"
                    size: 40
                    colour: Theme.faint
                }
            }
            TapHandler {
                id: itemTap
                onTapped: kiosk.openItem(entry.item)
            }
        }
    }
}
