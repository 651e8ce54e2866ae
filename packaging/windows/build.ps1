<#
.SYNOPSIS
    Freezes CallAssist for Windows: dist\callassist, a folder that runs on a PC without Python.

.DESCRIPTION
    HAS NOT BEEN RUN YET: it was written without a Windows PC at hand. See packaging/README.md.

    The folder has three programs: callassistw.exe opens the window, callassist.exe is the command line, and
    callassist-hook.exe is what a softphone runs. Only callassist.exe has a console.

    What the installer will have to do and this does not: the start menu, the callassist: address, the hook's place in
    MicroSIP.ini, signing. NSIS (makensis) or WiX (wixl) will make it; neither is here yet.

.PARAMETER Check
    Also run the doctor and the hook of what was built.

.EXAMPLE
    powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1 -Check
#>
[CmdletBinding()]
param([switch] $Check)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
# Arabic in what the programs print; Windows PowerShell would read it in the console's code page.
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
$env:PYTHONUTF8 = '1'

$repository = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).Path
Set-Location $repository

function Invoke-Program {
    # Runs a program and stops unless it exits with one of the codes wanted; native programs raise nothing by themselves.
    param([string] $Program, [string[]] $Arguments, [int[]] $Wanted = @(0))
    & $Program @Arguments
    if ($Wanted -notcontains $LASTEXITCODE) {
        throw "$Program $Arguments exited with $LASTEXITCODE, not $($Wanted -join ' or ')."
    }
}

if (-not (Get-Command uv -ErrorAction SilentlyContinue)) {
    throw 'uv is missing: winget install astral-sh.uv, or pip install uv.'
}

# Git's and pip's long paths below .venv pass 260 characters in deep folders; a build there fails in odd places.
$longPaths = Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\FileSystem' -Name LongPathsEnabled -ErrorAction SilentlyContinue
if ($repository.Length -gt 80 -and -not ($longPaths -and $longPaths.LongPathsEnabled -eq 1)) {
    throw "$repository is a deep folder and this PC has no long paths. Build in a short one, such as C:\build."
}

# An environment of its own from the lock, without what must not be in the app: PyAV carries GPL parts, the other two
# are never imported. What is not installed can't slip in.
$env:UV_PYTHON_DOWNLOADS = 'never'
$env:UV_PROJECT_ENVIRONMENT = Join-Path $repository 'build\venv'
Remove-Item Env:VIRTUAL_ENV -ErrorAction SilentlyContinue
Invoke-Program uv @(
    'sync', '--frozen', '--no-default-groups', '--group', 'packaging', '--no-editable',
    '--reinstall-package', 'callassist',
    '--no-install-package=av', '--no-install-package=onnxruntime', '--no-install-package=hf-xet'
)

$python = Join-Path $repository 'build\venv\Scripts\python.exe'
Invoke-Program $python @('packaging\icons.py', 'build\icons')
Invoke-Program $python @(
    '-m', 'PyInstaller', '--noconfirm', '--log-level', 'WARN',
    '--distpath', 'dist', '--workpath', 'build\pyinstaller', 'packaging\callassist.spec'
)

$app = Join-Path $repository 'dist\callassist'
foreach ($program in 'callassist.exe', 'callassistw.exe', 'callassist-hook.exe') {
    if (-not (Test-Path (Join-Path $app $program))) { throw "$program was not built." }
}
$forbidden = Get-ChildItem $app -Recurse -Include 'avcodec*', 'avformat*', '*x264*', '*x265*'
if ($forbidden) { throw "There are parts of FFmpeg in it: $($forbidden.Name -join ', ')" }
'{0:N0} MB in {1}' -f ((Get-ChildItem $app -Recurse -File | Measure-Object Length -Sum).Sum / 1MB), $app

if ($Check) {
    $own = Join-Path ([System.IO.Path]::GetTempPath()) "callassist-check-$PID"
    $env:CALLASSIST_DATA = Join-Path $own 'data'
    $env:CALLASSIST_CONFIG = Join-Path $own 'config'
    $env:CALLASSIST_LOGS = Join-Path $own 'logs'
    # The trial's key goes into its folder, not into this user's key store.
    $env:PYTHON_KEYRING_BACKEND = 'keyring.backends.fail.Keyring'
    try {
        $cli = Join-Path $app 'callassist.exe'
        Invoke-Program $cli @('--version')
        Invoke-Program $cli @('demo', '--language', 'ar', '--fast')
        # 1: no model, no devices and no notice on a build server. What it must be able to do is load its libraries.
        $found = & $cli doctor --json
        if (@(0, 1) -notcontains $LASTEXITCODE) { throw "the doctor exited with $LASTEXITCODE." }
        $found = $found | ForEach-Object { $_ | ConvertFrom-Json }
        $found | Format-Table check, state, what -Wrap | Out-String -Width 200
        $broken = $found | Where-Object { $_.check -in 'versions', 'libraries', 'folders', 'database' -and $_.state -eq 'fails' }
        if ($broken) { throw "The doctor finds that the app itself fails: $($broken.what -join ' ')" }
        if (-not ($found | Where-Object { $_.check -eq 'libraries' })) { throw 'The doctor loaded no libraries.' }

        # A windowed program is not waited for by PowerShell, unless it is asked to.
        $hook = Start-Process (Join-Path $app 'callassist-hook.exe') 'ring', '966551234567' -Wait -PassThru
        if ($hook.ExitCode -ne 1) { throw "The hook exited with $($hook.ExitCode); with no CallAssist running it should be 1." }
        'The hook says that CallAssist is not running (exit code 1).'
    } finally {
        Remove-Item $own -Recurse -Force -ErrorAction SilentlyContinue
    }
}
