# The simulator of Missive, Twilio and Dub: for trials, not for production.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
COPY deploy/certificates /usr/local/share/ca-certificates/
RUN update-ca-certificates >/dev/null 2>&1
COPY Directory.Build.props Directory.Packages.props global.json .editorconfig ./
COPY simulator simulator
RUN dotnet publish simulator -c Release -o /app -nologo -v quiet -p:RunAnalyzers=false -p:DebugType=none -p:GenerateDocumentationFile=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
ENV ASPNETCORE_URLS=http://+:8080 \
    DOTNET_EnableDiagnostics=0
EXPOSE 8080
USER $APP_UID
ENTRYPOINT ["dotnet", "/app/outlier-simulator.dll"]
