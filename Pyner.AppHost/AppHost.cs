using System.Globalization;

// Pyner's services and servers on one machine: `dotnet run --project Pyner.AppHost`, with Docker or Podman for the two servers.
IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(args);

// What jobs read, where they may write, and where the batches of a tar.gz wait for a worker: Parameters__source=/data/sra and so on. All services see
// them under the same paths; here they are processes, and where they are published as containers the folders are mounted.
string sourceFolder = Folder("source", "../samples");
string outputFolder = Folder("output", "../artifacts/apphost/output");
string spoolFolder = Folder("spool", "../artifacts/apphost/spool");
IResourceBuilder<ParameterResource> source = builder.AddParameter("source", sourceFolder);
IResourceBuilder<ParameterResource> output = builder.AddParameter("output", outputFolder);
IResourceBuilder<ParameterResource> spool = builder.AddParameter("spool", spoolFolder);

// A server that is there already is used where the configuration has its connection string, such as ConnectionStrings__messaging.
IResourceBuilder<IResourceWithConnectionString> messaging = builder.Configuration.GetConnectionString("messaging") is null
    ? builder.AddRabbitMQ("messaging").WithManagementPlugin().WithDataVolume()
    : builder.AddConnectionString("messaging");
IResourceBuilder<IResourceWithConnectionString> ledger = builder.Configuration.GetConnectionString("ledger") is null
    ? builder.AddRedis("ledger").WithDataVolume().WithArgs(KeepEveryWrite)
    : builder.AddConnectionString("ledger");

AddService<Projects.Pyner_Scanner>("scanner", Read(sourceFolder), Write(spoolFolder)).WithEnvironment("Scanner__SpoolFolder", spool);

const int Devices = 3;
for (int device = 0; device < Devices; device++)
{
    // Here a worker is shown one device, by the variable, and that is `cuda:0` to it. It is not told so, for then it would end where there are fewer devices
    // than workers, or none: `auto` takes the device if it is there and faster than the processor. Where the topology is published nothing tells the workers
    // apart; what runs their containers shows each its device, as a cluster's scheduler does.
    IResourceBuilder<ProjectResource> worker =
        AddService<Projects.Pyner_Worker>($"worker-gpu{device}", Read(sourceFolder), Read(spoolFolder), Write(outputFolder))
            .WithEnvironment("Worker__SpoolFolder", spool)
            .WithEnvironment("Worker__Device", "auto");
    if (builder.ExecutionContext.IsRunMode)
        worker.WithEnvironment("CUDA_VISIBLE_DEVICES", device.ToString(CultureInfo.InvariantCulture));
}

AddService<Projects.Pyner_Aggregator>("aggregator", Write(outputFolder));

IResourceBuilder<ProjectResource> gateway = AddService<Projects.Pyner_Gateway>("gateway", Read(sourceFolder), Read(outputFolder))
    .WithEnvironment("Gateway__SourceRoots", source)
    .WithEnvironment("Gateway__OutputRoots", output)
    .WithHttpEndpoint(port: 5080, name: "grpc", env: "Gateway__GrpcPort")
    .WithEndpoint("grpc", endpoint => endpoint.Transport = "http2")
    .WithHttpEndpoint(port: 5081, name: "http", env: "Gateway__HttpPort")
    .WithExternalHttpEndpoints()
    // It has just become external too, and is nobody's business outside.
    .WithEndpoint("health", endpoint => endpoint.IsExternal = false);
// Here it listens on this machine alone. Elsewhere it is to be told who may use it and by which certificate it is known, or does not start.
if (builder.ExecutionContext.IsRunMode)
    gateway.WithEnvironment("Gateway__AllowAnonymous", "true").WithEnvironment("Gateway__AllowPlaintext", "true");

builder.Build().Run();

// What all services have: both servers, which are waited for, health on a port of its own, and folders. They have options of their own for their ports,
// and would warn of an ASPNETCORE_URLS.
IResourceBuilder<ProjectResource> AddService<TProject>(string name, params ContainerMountAnnotation[] folders)
    where TProject : IProjectMetadata, new()
{
    IResourceBuilder<ProjectResource> service = builder.AddProject<TProject>(name)
        .WithReference(messaging).WaitFor(messaging)
        .WithReference(ledger).WaitFor(ledger)
        .WithHttpEndpoint(name: "health", env: "Health__Port")
        .WithHttpHealthCheck("/health", endpointName: "health")
        .WithEndpointsInEnvironment(_ => false);
    foreach (ContainerMountAnnotation folder in folders)
        service.WithAnnotation(folder);
    return service;
}

static ContainerMountAnnotation Read(string folder) => new(folder, folder, ContainerMountType.BindMount, isReadOnly: true);

static ContainerMountAnnotation Write(string folder) => new(folder, folder, ContainerMountType.BindMount, isReadOnly: false);

string Folder(string name, string fallback) => Path.GetFullPath(builder.Configuration[$"Parameters:{name}"] ?? fallback, builder.AppHostDirectory);

// The ledger must not forget what it confirmed, so Redis is to write before it answers. Its arguments end as one command of /bin/sh: run mode
// joins them, and otherwise the last of them is that command.
static void KeepEveryWrite(CommandLineArgsCallbackContext redis)
{
    string[] options = ["--appendonly", "yes", "--appendfsync", "always"];
    if (redis.ExecutionContext.IsRunMode)
    {
        foreach (string option in options)
            redis.Args.Add(option);
    }
    else
    {
        int last = redis.Args.Count - 1;
        redis.Args[last] = $"{redis.Args[last]} {string.Join(' ', options)}";
    }
}
