"""Workbooks in the hands of somebody with LibreOffice: opened, typed over as from the keyboard, saved by the program.

A macro of its own profile does it, so nothing has to be installed beside the program.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.files import FileKind

PROGRAM = shutil.which("soffice")
_FILTERS = {FileKind.XLSX: "Calc MS Excel 2007 XML", FileKind.ODS: "calc8"}
_NEWLINE, _TAB = "\x01", "\x02"  # in nobody's texts; the list of what to type has a line a cell
_XLC = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
  library:link="false"/>
</library:libraries>"""
_XLB = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Main
  On Error GoTo Failed
  Dim oFiles, oStream, oDoc, oSheet, oCell, oDispatcher, oController
  oFiles = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
  oDispatcher = CreateUnoService("com.sun.star.frame.DispatchHelper")
  oStream = CreateUnoService("com.sun.star.io.TextInputStream")
  oStream.setEncoding("UTF-8")
  oStream.setInputStream(oFiles.openFileRead(Environ("RENAKSI_TYPED")))
  Dim sTold, aPart
  Dim aNone()
  Dim aOne(0) As New com.sun.star.beans.PropertyValue
  Do While Not oStream.isEOF()
    sTold = oStream.readLine()
    aPart = Split(sTold, Chr(9))
    Select Case aPart(0)
    Case "open"
      oDoc = StarDesktop.loadComponentFromURL(aPart(1), "_blank", 0, aNone())
      oSheet = oDoc.Sheets.getByName(aPart(2))
      oController = oDoc.getCurrentController()
      oController.setActiveSheet(oSheet)
    Case "type"
      oCell = oSheet.getCellByPosition(CLng(aPart(2)), CLng(aPart(1)))
      oController.select(oCell)
      aOne(0).Name = "StringName"
      aOne(0).Value = Unfold(aPart(3))
      oDispatcher.executeDispatch(oController.Frame, ".uno:EnterString", "", 0, aOne())
    Case "text"
      oSheet.getCellByPosition(CLng(aPart(2)), CLng(aPart(1))).setString(Unfold(aPart(3)))
    Case "number"
      oSheet.getCellByPosition(CLng(aPart(2)), CLng(aPart(1))).setValue(CDbl(Val(aPart(3))))
    Case "empty"
      oSheet.getCellByPosition(CLng(aPart(2)), CLng(aPart(1))).setString("")
    Case "save"
      aOne(0).Name = "FilterName"
      aOne(0).Value = aPart(2)
      oDoc.storeToURL(aPart(1), aOne())
      oDoc.close(True)
    End Select
  Loop
  oStream.closeInput()
  StarDesktop.terminate()
  Exit Sub
Failed:
  Open Environ("RENAKSI_FAILED") For Output As #1
  Print #1, Error$
  Print #1, sTold
  Close #1
  StarDesktop.terminate()
End Sub

Function Unfold(written)
  Dim halfway
  halfway = Join(Split(written, Chr(1)), Chr(10))
  Unfold = Join(Split(halfway, Chr(2)), Chr(9))
End Function
</script:module>"""


class AsText(str):
    """A text that looks like a number: people put an apostrophe before it."""


Typed = str | int | float


@dataclass(frozen=True)
class Sitting:
    """A workbook, its sheet, and what is typed into it by (row, column) from 0; it is saved as `saved_as`.

    A text is entered as from the keyboard where it has one line; a number is set as a number.
    """

    content: bytes
    kind: FileKind
    sheet: str
    typed: Mapping[tuple[int, int], Typed]
    saved_as: FileKind


def sit_down(sittings: Sequence[Sitting], seconds: int = 600) -> list[bytes]:
    """The workbooks as LibreOffice saved them, all in one run of the program."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = folder / "profile"
        _run(profile, ["--terminate_after_init"], seconds)  # its first start lays the profile out
        _write_macro(profile / "user" / "basic")
        script = folder / "typed.txt"
        saved = [folder / f"out{number}.{each.saved_as.value}" for number, each in enumerate(sittings)]
        lines = []
        for number, (each, target) in enumerate(zip(sittings, saved, strict=True)):
            source = folder / f"in{number}.{each.kind.value}"
            source.write_bytes(each.content)
            lines.append(f"open\t{source.as_uri()}\t{each.sheet}")
            lines += [_line(place, value) for place, value in each.typed.items()]
            lines.append(f"save\t{target.as_uri()}\t{_FILTERS[each.saved_as]}")
        script.write_text("\n".join(lines), encoding="utf-8")
        _run(profile, ["macro:///Standard.Module1.Main"], seconds, script)
        return [path.read_bytes() for path in saved]


def _run(profile: Path, arguments: Sequence[str], seconds: int, script: Path | None = None) -> None:
    subprocess.run(
        [
            str(PROGRAM),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            *arguments,
        ],
        env={
            **os.environ,
            "RENAKSI_TYPED": "" if script is None else script.as_uri(),
            "RENAKSI_FAILED": str(profile / "failed.txt"),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=True,
        start_new_session=True,
    )
    failure = profile / "failed.txt"
    if failure.exists():
        raise RuntimeError(failure.read_text(encoding="utf-8", errors="replace"))


def _line(place: tuple[int, int], value: Typed) -> str:
    row, column = place
    if isinstance(value, int | float):
        return f"number\t{row}\t{column}\t{value}"
    if value == "":
        return f"empty\t{row}\t{column}"
    verb = "text" if isinstance(value, AsText) or "\n" in value or "\t" in value else "type"
    return f"{verb}\t{row}\t{column}\t{value.replace(chr(10), _NEWLINE).replace(chr(9), _TAB)}"


def _write_macro(basic: Path) -> None:
    library = basic / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (basic / "script.xlc").write_text(_XLC, encoding="utf-8")
    (library / "script.xlb").write_text(_XLB, encoding="utf-8")
    (library / "Module1.xba").write_text(_MODULE, encoding="utf-8")
