import QtQuick

// Always at the same place: back, help, language, size, end.
Rectangle {
    id: root
    height: Theme.bar
    color: Theme.surface

    readonly property bool visiting: kiosk.screen !== "attract" && kiosk.screen !== "farewell"
    readonly property bool canGoBack: ["consent", "card", "confirm_card", "items", "item", "cross_region", "waiting", "rating", "scan"].indexOf(kiosk.screen) >= 0
                                      || (kiosk.screen === "read_sign" && kiosk.signing.state === "signing")

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }

    Row {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.margin / 2
        anchors.rightMargin: Theme.margin / 2
        readonly property real cell: width / 5

        Item {
            width: row.cell
            height: row.height
            BarButton {
                objectName: "back"
                visible: root.canGoBack
                icon: "back"
                text: qsTr("返回")
                onClicked: kiosk.intend("back")
            }
        }
        Item {
            width: row.cell
            height: row.height
            BarButton {
                objectName: "help"
                icon: "help"
                text: qsTr("求助")
                onClicked: kiosk.intend("ask_help")
            }
        }
        Item {
            width: row.cell
            height: row.height
            BarButton {
                objectName: "languageButton"
                icon: "globe"
                text: kiosk.language === "zh-Hans" ? "繁體" : kiosk.language === "zh-Hant" ? "English" : "简体"
                onClicked: kiosk.nextLanguage()
            }
        }
        Item {
            width: row.cell
            height: row.height
            BarButton {
                objectName: "elderButton"
                icon: "elderly"
                text: kiosk.elder ? qsTr("标准字号") : qsTr("长者模式")
                onClicked: kiosk.toggleElder()
            }
        }
        Item {
            width: row.cell
            height: row.height
            BarButton {
                objectName: "endVisit"
                visible: root.visiting
                icon: "exit"
                colour: Theme.accent
                text: qsTr("结束办理")
                onClicked: kiosk.intend("ask_end")
            }
        }
    }
}
