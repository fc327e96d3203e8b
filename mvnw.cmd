@echo off
rem Runs Maven: the machine's own when it is 3.8 or newer, else the Apache distribution that
rem .mvn\wrapper\maven-wrapper.properties names, fetched once and checked by its SHA-512.
setlocal
set "TOP=%~dp0"
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop';" ^
  "$own = Get-Command mvn -ErrorAction SilentlyContinue;" ^
  "if ($own) { $v = (& $own.Source -v | Select-String 'Apache Maven (\d+)\.(\d+)').Matches[0].Groups;" ^
  "  if ([int]$v[1].Value -gt 3 -or ([int]$v[1].Value -eq 3 -and [int]$v[2].Value -ge 8)) { $own.Source | Set-Content \"$env:TEMP\holdfast-mvnw.txt\"; exit 0 } };" ^
  "$p = ConvertFrom-StringData (Get-Content -Raw \"$env:TOP.mvn\wrapper\maven-wrapper.properties\");" ^
  "$name = [IO.Path]::GetFileName($p.distributionUrl) -replace '-bin.tar.gz$', '';" ^
  "$home_ = \"$env:USERPROFILE\.m2\wrapper\dists\$name-$($p.distributionSha512.Substring(0, 16))\";" ^
  "if (-not (Test-Path \"$home_\bin\mvn.cmd\")) {" ^
  "  $tar = \"$env:TEMP\$name.tar.gz\"; Invoke-WebRequest $p.distributionUrl -OutFile $tar;" ^
  "  if ((Get-FileHash $tar -Algorithm SHA512).Hash -ne $p.distributionSha512) { throw 'mvnw: the distribution does not have the expected SHA-512' };" ^
  "  New-Item -ItemType Directory -Force $home_ | Out-Null; tar -xzf $tar -C $home_ --strip-components 1 };" ^
  "\"$home_\bin\mvn.cmd\" | Set-Content \"$env:TEMP\holdfast-mvnw.txt\""
if errorlevel 1 exit /b 1
set /p MVN=<"%TEMP%\holdfast-mvnw.txt"
call "%MVN%" %*
exit /b %ERRORLEVEL%
