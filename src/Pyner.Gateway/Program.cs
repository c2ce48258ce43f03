using MassTransit;
using Pyner.Gateway;
using Pyner.Gateway.Hints;
using Pyner.Ledger.Hosting;

return await ServiceProgram.RunAsync("pyner-gateway", async () =>
{
    WebApplicationBuilder builder = ServiceProgram.CreateBuilder(args);
    ServiceConnections connections = ServiceConnections.From(builder.Configuration);
    builder.AddServiceDefaults();
    await builder.AddLedgerAsync(
        connections.Ledger, connections.LedgerAccess.User, connections.LedgerAccess.Password, connections.LedgerAccess.Validation);
    // Without the ledger it still answers, and says why it can't do what it is asked.
    builder.AddLedgerCheck(isNeeded: false).AddLedgerMetrics().AddMessaging(
        connections, BusNeed.Hints, bus => bus.AddConsumer<GatewayEventsConsumer, GatewayEventsConsumerDefinition>());
    builder.AddGateway(GatewayOptions.From(builder.Configuration));
    WebApplication app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapGateway();
    await app.RunToEndAsync();
});
