; Windows installer by Inno Setup 6. NOT BUILT HERE: no Windows was at hand; it is written from Inno Setup's manual.
;   py -3.11 dev.py package
;   .venv\Scripts\python packaging\manual_pdf.py dist\manual.pdf
;   iscc /DVersion=0.1.0 packaging\windows\watchfloor.iss
; It packs the same folder that packaging/watchfloor.spec makes. Sign the result before it is handed out.
#ifndef Version
  #error Say which version: iscc /DVersion=0.1.0
#endif

[Setup]
AppId={{6B0C2E55-6E0B-4C83-9E0A-5A9A9C1D7E31}
AppName=Watchfloor
AppVersion={#Version}
AppPublisher=Watchfloor developers
DefaultDirName={autopf}\Watchfloor
DefaultGroupName=Watchfloor
OutputDir=..\..\dist
OutputBaseFilename=watchfloor-{#Version}-setup
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2
SolidCompression=yes
LicenseFile=..\..\LICENSE
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
; A running console is asked to close; its station is ended below, so that a newer program replaces it.
CloseApplications=yes
MinVersion=10.0.17763

[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\watchfloor\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion
Source: "..\..\dist\manual.pdf"; DestDir: "{app}"; Flags: ignoreversion
; What an administrator locks for every user of this computer; it says nothing as installed, and changes to it stay.
Source: "..\linux\settings.toml"; DestDir: "{commonappdata}\watchfloor"; Flags: onlyifdoesntexist uninsneveruninstall; \
    Check: IsAdminInstallMode

[Icons]
Name: "{group}\Watchfloor"; Filename: "{app}\watchfloor.exe"
Name: "{group}\Manual"; Filename: "{app}\manual.pdf"
Name: "{autodesktop}\Watchfloor"; Filename: "{app}\watchfloor.exe"; Tasks: desktopicon

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Code]
function PrepareToInstall(var NeedsRestart: Boolean): String;
var Code: Integer;
begin
  if FileExists(ExpandConstant('{app}\watchfloor.exe')) then
    Exec(ExpandConstant('{app}\watchfloor.exe'), 'stop', '', SW_HIDE, ewWaitUntilTerminated, Code);
  Result := '';
end;

[UninstallRun]
Filename: "{app}\watchfloor.exe"; Parameters: "stop"; Flags: runhidden; RunOnceId: "StopStation"
; Journal and settings lie in the operator's own profile and stay.
