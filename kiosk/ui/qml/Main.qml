import QtQuick
import QtQuick.Window

Window {
    id: window

    property bool framed: false

    width: kioskWidth
    height: kioskHeight
    visible: true
    title: qsTr("政务晓屋 · 云窗口")
    color: Theme.paper
    flags: kioskFullscreen ? Qt.Window | Qt.FramelessWindowHint : Qt.Window
    visibility: kioskFullscreen ? Window.FullScreen : Window.Windowed

    Binding { target: Theme; property: "elder"; value: kiosk.elder }
    Binding { target: Theme; property: "wide"; value: window.width > window.height }

    Item {
        id: root
        objectName: "kiosk"
        anchors.fill: parent

        readonly property string screen: kiosk.screen
        readonly property string overlay: kiosk.overlay
        readonly property string trouble: kiosk.trouble
        readonly property string language: kiosk.language
        readonly property bool elder: kiosk.elder
        readonly property string caseId: kiosk.case.id
        readonly property string caseNo: kiosk.case.no
        readonly property string caseState: kiosk.case.state
        readonly property bool ready: kiosk.ready
        readonly property bool linkUp: kiosk.linkUp
        readonly property bool catalogueReady: kiosk.catalogueReady
        readonly property bool personal: kiosk.personal

        TopBar {
            id: top
            anchors.left: parent.left
            anchors.right: parent.right
        }

        TroubleBanner {
            id: banner
            anchors.top: top.bottom
            anchors.left: parent.left
            anchors.right: parent.right
        }

        Loader {
            id: screens
            anchors.top: banner.bottom
            anchors.bottom: keyboard.shown ? keyboard.top : bottom.top
            anchors.left: parent.left
            anchors.right: parent.right
            source: kiosk.screen === "call" ? "" : root.fileOf(kiosk.screen)
        }

        // Made while the citizen waits and kept through the call, so that the call starts at once.
        Loader {
            anchors.fill: screens
            active: ["waiting", "call", "scan", "read_sign"].indexOf(kiosk.screen) >= 0
            asynchronous: kiosk.screen !== "call"
            visible: kiosk.screen === "call"
            source: active ? root.fileOf("call") : ""
        }

        BottomBar {
            id: bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
        }

        Loader {
            id: keyboard
            readonly property bool shown: item !== null && item.active
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            active: kiosk.keyboard
            source: kiosk.keyboard ? "Keyboard.qml" : ""
        }

        Overlays {
            anchors.fill: parent
        }

        Loader {
            anchors.fill: parent
            active: technician.door !== "closed"
            source: active ? "Technician.qml" : ""
        }

        // Notes every touch for the idle watch, and takes none of them.
        PointHandler {
            acceptedButtons: Qt.AllButtons
            onActiveChanged: if (active) kiosk.activity()
        }

        TextInput {
            id: eraser
            visible: false
        }

        Connections {
            target: kiosk
            function onCleared() {
                // Whatever was copied is replaced by a blank.
                eraser.text = " "
                eraser.selectAll()
                eraser.copy()
                eraser.clear()
                window.contentItem.forceActiveFocus()
            }
        }

        function fileOf(screen) {
            const files = {
                "attract": "Attract", "notice": "Notice", "consent": "Consent", "card": "Card", "confirm_card": "ConfirmCard",
                "items": "Items", "item": "ItemDetail", "cross_region": "CrossRegion", "materials": "Materials",
                "waiting": "Waiting", "call": "Call", "scan": "Scan", "read_sign": "ReadSign", "receipt": "Receipt",
                "rating": "Rating", "farewell": "Farewell"
            }
            return "screens/" + files[screen] + ".qml"
        }
    }
}
