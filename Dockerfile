# Two images. `embedded`: one host with everything in it, its journal in SQLite or PostgreSQL. `cluster`: silos and doors on PostgreSQL.
#   docker build --target embedded -t journey-orchestrator .
#   docker build --target cluster -t journey-orchestrator-cluster .
# Versions are those of docs/deploy.md. Whatever changes rarely is copied first, so that a change of sources restores no package again.

FROM node:22-bookworm-slim AS pages
WORKDIR /src/web
COPY web/package.json web/package-lock.json web/build.mjs ./
RUN node build.mjs --packages
COPY web ./
RUN node build.mjs

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS projects
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /src
COPY .editorconfig BannedSymbols.txt Directory.Build.props Directory.Packages.props ./
COPY web/Web.targets web/
COPY workflows/*.csproj workflows/
COPY grains/*.csproj grains/
COPY client-api/*.csproj client-api/
COPY silo/*.csproj silo/
COPY silo/feeds/*.csproj silo/feeds/
COPY silo/outbox/*.csproj silo/outbox/
COPY silo/postgres/*.csproj silo/postgres/
COPY silo/pumps/*.csproj silo/pumps/
COPY silo/replay/*.csproj silo/replay/
COPY silo/sealing/*.csproj silo/sealing/
COPY silo/serving/*.csproj silo/serving/
COPY silo/shards/*.csproj silo/shards/
COPY silo/sqlite/*.csproj silo/sqlite/
COPY silo/storage/*.csproj silo/storage/
COPY silo/subscriptions/*.csproj silo/subscriptions/
COPY silo/telemetry/*.csproj silo/telemetry/
COPY silo/timers/*.csproj silo/timers/
COPY silo/topics/*.csproj silo/topics/

FROM projects AS build-embedded
RUN dotnet restore silo/silo.csproj --use-current-runtime
COPY workflows workflows
COPY grains grains
COPY client-api client-api
COPY samples/rail samples/rail
COPY silo silo
COPY --from=pages /src/web/dist web/dist
RUN dotnet publish silo/silo.csproj --no-restore -c Release --use-current-runtime --no-self-contained -o /app
# Without the pages the host would run, and nobody would have noticed.
RUN test -f /app/wwwroot/index.html && test -f /app/journeys/rail-trip.json && mkdir /empty

# No shell, no package manager, and a user without rights: what is not there can't be used against it.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS embedded
WORKDIR /app
# A new volume takes over whom its directory belongs to.
COPY --from=build-embedded --chown=1654:1654 /empty /data
COPY --from=build-embedded /app .
USER 1654:1654
EXPOSE 5080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["dotnet", "/app/silo.dll", "health"]
ENTRYPOINT ["dotnet", "/app/silo.dll"]
CMD ["--urls", "http://0.0.0.0:5080", "--data", "/data"]

# Its packages are those of the public registry; where they are not to be had, the embedded host is what there is.
FROM projects AS build-cluster
COPY grains/orleans/*.csproj grains/orleans/
COPY silo/cluster/*.csproj silo/cluster/
RUN dotnet restore silo/cluster/JourneyOrchestrator.Silo.Cluster.csproj --use-current-runtime
COPY workflows workflows
COPY grains grains
COPY client-api client-api
COPY samples/rail samples/rail
COPY silo silo
COPY --from=pages /src/web/dist web/dist
RUN dotnet publish silo/cluster/JourneyOrchestrator.Silo.Cluster.csproj --no-restore -c Release --use-current-runtime --no-self-contained -o /app
RUN mkdir /empty

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS cluster
WORKDIR /app
COPY --from=build-cluster --chown=1654:1654 /empty /data
COPY --from=build-cluster /app .
USER 1654:1654
EXPOSE 5080 11111 30000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["dotnet", "/app/cluster.dll", "health"]
ENTRYPOINT ["dotnet", "/app/cluster.dll"]
CMD ["--urls", "http://0.0.0.0:5080"]
