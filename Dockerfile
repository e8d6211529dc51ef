# syntax=docker/dockerfile:1

FROM node:24-slim AS web
WORKDIR /src

COPY web/package.json web/package-lock.json web/
RUN npm --prefix web ci --ignore-scripts --no-audit --no-fund

COPY clients/typescript/src/ clients/typescript/src/
COPY web/ web/
RUN npm --prefix web run build

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src

# What restoring reads, and nothing else: the packages are fetched again only when one of these changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY Features/Engify.Features.csproj Features/
COPY Engify.Api/Engify.Api.csproj Engify.Api/
RUN dotnet restore Engify.Api

COPY .editorconfig ./
COPY Features/ Features/
COPY Engify.Api/ Engify.Api/
# Publishing takes the web app from where it is built; there is no Node.js here.
COPY --from=web /src/web/dist/ web/dist/
RUN dotnet publish Engify.Api --configuration Release --no-restore --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# The settings are read from beside the program.
WORKDIR /app
COPY --from=build /app ./

# The base image sets ASPNETCORE_HTTP_PORTS, which would only cause a warning beside the address below.
ENV ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://+:3000 \
    DOTNET_EnableDiagnostics=0
EXPOSE 3000
USER $APP_UID

# The image has no curl; its bash can talk to a port.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/3000 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]

# The verbs follow: migrate, seed-demo, check. Without one, the service serves.
ENTRYPOINT ["/app/Engify.Api"]
