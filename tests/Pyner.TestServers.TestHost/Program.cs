using Pyner.TestServers;

// Starts servers, says their process ids and folders, and waits to be killed by a test that looks at what is left.
await using RedisServer redis = await RedisServer.StartNewAsync();
await using RabbitMqServer rabbit = await RabbitMqServer.StartNewAsync();
Console.WriteLine(redis.ProcessId);
Console.WriteLine(rabbit.ProcessId);
Console.WriteLine(redis.Folder);
Console.WriteLine(rabbit.Folder);
await Task.Delay(Timeout.Infinite);
