@echo off
rem Runs Journeys: up and demo in the local host, every other command in the command line. See journeys --help.
setlocal EnableExtensions DisableDelayedExpansion
set "JOURNEYS_ROOT=%~dp0"
set "JOURNEYS_ROOT=%JOURNEYS_ROOT:~0,-1%"
set "DOTNET_CLI_TELEMETRY_OPTOUT=1"
set "DOTNET_NOLOGO=1"

where dotnet >nul 2>nul || (
  echo Journeys needs the .NET 10 SDK. Get it from https://dot.net/download, then try again. 1>&2
  exit /b 1
)

set "host="
if /i "%~1"=="up" set "host=yes"
if /i "%~1"=="demo" set "host=yes"
if not defined host goto cli

set "azurite=yes"
for %%w in (%*) do call :word "%%~w"
if defined azurite call :azurite || exit /b 1
call :build local Journeys.Local || exit /b 1
call :build cli Journeys.Cli || exit /b 1
dotnet "%JOURNEYS_ROOT%\local\bin\Release\net10.0\Journeys.Local.dll" %*
exit /b %errorlevel%

:cli
call :build cli Journeys.Cli || exit /b 1
dotnet "%JOURNEYS_ROOT%\cli\bin\Release\net10.0\Journeys.Cli.dll" %*
exit /b %errorlevel%

rem Azurite is not needed with another storage, nor for a help text.
:word
for %%k in (--no-azurite --storage --help -h) do if /i "%~1"=="%%k" set "azurite="
exit /b 0

:azurite
where node >nul 2>nul || (
  echo Journeys keeps its data in Azurite, which needs Node.js 20 and npm. Get them from https://nodejs.org. 1>&2
  exit /b 1
)
call :newer "%JOURNEYS_ROOT%\node_modules\.package-lock.json" "%JOURNEYS_ROOT%\package-lock.json" && exit /b 0
echo Installing Azurite from npm ... 1>&2
pushd "%JOURNEYS_ROOT%"
call npm ci --no-audit --no-fund --loglevel=error 1>&2
if errorlevel 1 (
  popd
  echo If the npm registry cannot be reached, check the network and the proxy, or name another with npm_config_registry. 1>&2
  exit /b 1
)
popd
exit /b 0

rem A build with nothing to do still costs seconds, so it is left out while nothing has changed.
:build
set "stamp=%JOURNEYS_ROOT%\%1\obj\journeys.built"
if exist "%JOURNEYS_ROOT%\%1\bin\Release\net10.0\%2.dll" (
  call :newer "%stamp%" "%JOURNEYS_ROOT%\orchestrations" "%JOURNEYS_ROOT%\runtime" "%JOURNEYS_ROOT%\%1" "%JOURNEYS_ROOT%\docs\diagnostics.md" "%JOURNEYS_ROOT%\Directory.Build.props" "%JOURNEYS_ROOT%\Directory.Packages.props" "%JOURNEYS_ROOT%\global.json" && exit /b 0
)
echo Building %2 ... 1>&2
if not exist "%JOURNEYS_ROOT%\%1\obj" mkdir "%JOURNEYS_ROOT%\%1\obj"
type nul > "%stamp%.new"
pushd "%JOURNEYS_ROOT%"
dotnet build "%1\%2.csproj" -c Release -v quiet --nologo 1>&2
if errorlevel 1 (
  popd
  echo If NuGet cannot be reached, check the network and the proxy; dotnet nuget list source shows which sources are used. 1>&2
  exit /b 1
)
popd
move /y "%stamp%.new" "%stamp%" >nul
exit /b 0

rem Succeeds when the first file is newer than every source in the others. The paths travel in variables, so that
rem blanks and quotes in them do no harm.
:newer
if not exist "%~1" exit /b 1
set "newer_than=%~1"
set "newer_paths=%~2|%~3|%~4|%~5|%~6|%~7|%~8"
powershell -NoProfile -Command "$than = (Get-Item -Force -LiteralPath $env:newer_than).LastWriteTimeUtc; $paths = $env:newer_paths.Split('|') | Where-Object { $_ }; $new = Get-ChildItem -Recurse -File -Force -LiteralPath $paths | Where-Object { $_.FullName -notmatch '\\(bin|obj)\\' -and $_.LastWriteTimeUtc -gt $than } | Select-Object -First 1; exit [int]($null -ne $new)"
exit /b %errorlevel%
