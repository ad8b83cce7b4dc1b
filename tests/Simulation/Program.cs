using JourneyOrchestrator.Simulation;

return await new Cli().RunAsync(args);
