using JourneyOrchestrator.Silo.Cluster.Commands;

return await CommandLine.RunAsync(args);
