@echo off
rem Runs every test, after installing what the tests need.
rem   test        all of them
rem   test fast   leaves out what needs npm's packages
setlocal EnableExtensions DisableDelayedExpansion
cd /d "%~dp0"
set "DOTNET_CLI_TELEMETRY_OPTOUT=1"
set "DOTNET_NOLOGO=1"
set "DOTNET_CLI_UI_LANGUAGE=en"
set "log=%TEMP%\journeys-test-%RANDOM%.log"

where dotnet >nul 2>nul || (
  echo Journeys needs the .NET 10 SDK. Get it from https://dot.net/download, then try again. 1>&2
  exit /b 1
)

if /i "%~1"=="fast" goto fast
call npm ci --no-audit --no-fund --loglevel=error 1>&2 || exit /b 1
call :build || exit /b 1
dotnet test Journeys.sln -c Release --nologo --no-build -maxcpucount:1 > "%log%" 2>&1
goto count

:fast
call :build || exit /b 1
dotnet test Journeys.sln -c Release --nologo --no-build -maxcpucount:1 --filter "Needs!=azurite&Needs!=npm" > "%log%" 2>&1

:count
set "code=%errorlevel%"
type "%log%"
powershell -NoProfile -Command "$passed = 0; $failed = 0; foreach ($line in Get-Content -LiteralPath $env:log) { if ($line -match '- Failed:\s*(\d+), Passed:\s*(\d+),') { $failed += [int]$matches[1]; $passed += [int]$matches[2] } }; if ($env:code -ne '0' -and $failed -eq 0) { $failed = 1 }; \"$passed passed, $failed failed\""
del "%log%"
exit /b %code%

:build
echo Building ... 1>&2
dotnet build Journeys.sln -c Release -v quiet --nologo || exit /b 1
rem What the build says of the Azure host, where the official packages cannot be had.
if exist functions\obj\azure-packages\said.txt type functions\obj\azure-packages\said.txt 1>&2
exit /b 0
