"""Characters that old systems kept in Unicode's private area, and where they are today.

U+E815 to U+E864 are what Windows made of GBK 0xFE50 to 0xFEA0; names in old registers still carry them. GB 18030-2022
gives each a place of its own.
"""

from __future__ import annotations

_TODAY = (
    "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟"
    "㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱"
    "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟"
    "䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"
)
PRIVATE_USE = {chr(0xE815 + index): character for index, character in enumerate(_TODAY)}
"""Private character → the real one."""
