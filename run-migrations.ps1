<#
.SYNOPSIS
Brings an Outlier database up to date: `outlier migrate`.
.PARAMETER ConnectionString
Npgsql connection string of a role that may become outlier_owner; by default ConnectionStrings__Outlier of the environment.
.PARAMETER DryRun
Say what would be done, and do nothing.
.PARAMETER WithoutCron
Continue without pg_cron if it is missing.
#>
[CmdletBinding()]
param(
  [string] $ConnectionString = $env:ConnectionStrings__Outlier,
  [switch] $DryRun,
  [switch] $WithoutCron
)
# What cannot even be started must not look as if it had been done.
$ErrorActionPreference = 'Stop'
$env:ConnectionStrings__Outlier = $ConnectionString
$options = @(if ($DryRun) { '--dry-run' }; if ($WithoutCron) { '--without-cron' })
& dotnet run --project "$PSScriptRoot/executor" -- migrate @options
exit $LASTEXITCODE
