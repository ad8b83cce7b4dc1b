using JourneyOrchestrator.Silo.Commands;

return await CommandLine.RunAsync(args);
