import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings

// The on-screen keyboard; loaded only where the module is installed.
InputPanel {
    id: panel
    readonly property bool shown: active
    visible: active
    Component.onCompleted: {
        VirtualKeyboardSettings.activeLocales = ["zh_CN", "en_US"]
        VirtualKeyboardSettings.userDataPath = kioskKeyboardDir
    }
    Connections {
        target: kiosk
        function onCleared() {
            Qt.inputMethod.reset()
            Qt.inputMethod.hide()
            VirtualKeyboardSettings.userDataReset()
        }
    }
}
