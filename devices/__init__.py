"""Every device of a booth behind one interface a kind, each driver speaking the device's real protocol.

- `errors`          what can go wrong, by device
- `worker`          runs blocking drivers on a thread of their own, with deadlines
- `idcard`          resident ID cards through a SAM_V reader
- `smartcard`       social security cards and travel documents through the PC/SC service
- `camera`          the document camera: photograph, find the page, set it straight, warn
- `codescanner`     QR codes and barcodes, in pictures and from a scanner on a serial port
- `ocr`             print on cards and papers, and the values in it that a form can take over
- `face`            the face before the camera beside the portrait on a chip: advice
- `signature`       strokes with time and pressure, and their picture
- `scanner`         SANE: flatbed and feeder
- `printer`         IPP, ESC/POS receipt printers, and a folder where there is no printer
- `traffic`         what went over a line, recorded to a file and played back
- `simulated`       the other side of each protocol, as separate processes; refused in production
- `cli`             `cloudwindow devices`

A leaf: it knows no message, no form and no screen. Import from `devices.KIND`, not from the files below it.
"""
