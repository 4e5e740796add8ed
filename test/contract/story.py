"""The official Python SDKs, unmodified, against the simulator: a two-way link with everything around it.

Reads the simulator's document from standard input. Every call is made through the products' own clients; requests are filled
by their wire names with from_map. Ends with a traceback when something is not as the documentation of the APIs says.
"""

import importlib
import json
import sys
import time

from alibabacloud_tea_openapi.models import Config

document = json.load(sys.stdin)
# What `plink simulator --export python` says to paste.
pasted = {}
exec(document['pasted'], pasted)
given = document['given']
region = document['region']
host = document['endpoint'].replace('http://', '')
accounts = {each['name']: each for each in document['accounts']}

packages = {
    'privatelink': 'alibabacloud_privatelink20200415',
    'slb': 'alibabacloud_slb20140515',
    'nlb': 'alibabacloud_nlb20220430',
    'vpc': 'alibabacloud_vpc20160428',
    'ecs': 'alibabacloud_ecs20140526',
    'sts': 'alibabacloud_sts20150401',
}
modules = {name: importlib.import_module(package + '.client') for name, package in packages.items()}
models = {name: importlib.import_module(package + '.models') for name, package in packages.items()}
clients = {}


def client_of(account, product, token=None):
    key = (account if token is None else token['AccessKeyId'], product)
    if key not in clients:
        config = pasted['config'] if account == 'you' and token is None else Config(
            access_key_id=accounts[account]['accessKeyId'] if token is None else token['AccessKeyId'],
            access_key_secret=accounts[account]['accessKeySecret'] if token is None else token['AccessKeySecret'],
            security_token=None if token is None else token['SecurityToken'],
            endpoint=host,
            protocol='http',
            region_id=region,
        )
        clients[key] = modules[product].Client(config)
    return clients[key]


def named(holder, name):
    """Attribute of this wire name: the SDKs spell it with underscores, or as a class."""
    for attribute in dir(holder):
        if attribute.replace('_', '').lower() == name.lower():
            return getattr(holder, attribute)
    raise AttributeError(name)


def call(account, action, token=None, **parameters):
    product, name = action.split('.')
    client = client_of(account, product, token)
    method = named(client, name)
    try:
        request = named(models[product], name + 'Request')()
    except AttributeError:
        return method().body.to_map()
    fields = {'RegionId': region, **parameters}
    request.from_map({key: value for key, value in fields.items()})
    return method(request).body.to_map()


def refused(code, account, action, **parameters):
    try:
        call(account, action, **parameters)
    except Exception as error:
        found = getattr(error, 'code', None)
        assert found == code, f'{action}: {found} and not {code}: {error}'
        return error
    raise AssertionError(f'{action} was not refused with {code}')


def wait(what, look):
    for _ in range(600):
        if look():
            return
        time.sleep(0.05)
    raise AssertionError(f'{what} did not come true')


def same(actual, expected):
    assert actual == expected, f'{actual!r} is not {expected!r}'


def has(actual, **expected):
    for name, value in expected.items():
        assert name in actual, f'{name} is missing in {actual}'
        same(actual[name], value)


def who_am_i():
    identity = call('you', 'sts.GetCallerIdentity')
    has(identity, AccountId=accounts['you']['uid'], IdentityType='RAMUser')
    refused(
        'InvalidParameter.DurationSeconds',
        'you',
        'sts.AssumeRole',
        RoleArn=given['you.role'],
        RoleSessionName='story',
        DurationSeconds=36000,
    )
    session = call('you', 'sts.AssumeRole', RoleArn=given['you.role'], RoleSessionName='story')
    other = call('you', 'sts.GetCallerIdentity', token=session['Credentials'])
    has(other, IdentityType='AssumedRoleUser', AccountId=accounts['you']['uid'])


def network():
    """A VPC, two vSwitches, a security group; what is written is read back."""
    refused('InvalidRegionId.NotFound', 'you', 'vpc.DescribeVpcs', RegionId='cn-nowhere')
    refused('InvalidParameter', 'you', 'vpc.DescribeVpcs', PageNumber=0)
    vpc = call('you', 'vpc.CreateVpc', CidrBlock='10.0.0.0/8', VpcName='story', UserCidr='192.0.2.0/24')
    vpc_id = vpc['VpcId']
    wait('VPC Available', lambda: call('you', 'vpc.DescribeVpcAttribute', VpcId=vpc_id)['Status'] == 'Available')
    call('you', 'vpc.ModifyVpcAttribute', VpcId=vpc_id, Description='written')
    attribute = call('you', 'vpc.DescribeVpcAttribute', VpcId=vpc_id)
    has(attribute, VpcName='story', Description='written', CidrBlock='10.0.0.0/8', VRouterId=vpc['VRouterId'])
    same(attribute['UserCidrs'], {'UserCidr': ['192.0.2.0/24']})
    call('you', 'vpc.TagResources', ResourceType='VPC', ResourceId=[vpc_id], Tag=[{'Key': 'story', 'Value': 'yes'}])
    listed = call('you', 'vpc.DescribeVpcs', Tag=[{'Key': 'story', 'Value': 'yes'}])['Vpcs']['Vpc']
    same([each['VpcId'] for each in listed], [vpc_id])
    same(call('you', 'vpc.DescribeVpcs', VpcName='nobody')['TotalCount'], 0)
    tables = call('you', 'vpc.DescribeRouteTableList', VpcId=vpc_id)['RouterTableList']['RouterTableListType']
    same([each['RouteTableId'] for each in tables], [vpc['RouteTableId']])

    refused(
        'InvalidCidrBlock.Malformed',
        'you',
        'vpc.CreateVSwitch',
        VpcId=vpc_id,
        ZoneId=f'{region}-h',
        CidrBlock='172.16.0.0/24',
    )
    switches = []
    for letter, block in (('h', '10.0.1.0/24'), ('i', '10.0.2.0/24')):
        zone = f'{region}-{letter}'
        made = call('you', 'vpc.CreateVSwitch', VpcId=vpc_id, ZoneId=zone, CidrBlock=block, VSwitchName=f'story-{letter}')
        switches.append(made['VSwitchId'])
    first = switches[0]
    wait(
        'vSwitch Available',
        lambda: call('you', 'vpc.DescribeVSwitchAttributes', VSwitchId=first)['Status'] == 'Available',
    )
    call('you', 'vpc.ModifyVSwitchAttribute', VSwitchId=first, VSwitchName='renamed')
    listed = call('you', 'vpc.DescribeVSwitches', VpcId=vpc_id, VSwitchName='renamed')['VSwitches']['VSwitch']
    has(listed[0], VSwitchId=first, AvailableIpAddressCount=252)
    same(listed[0]['RouteTable']['RouteTableId'], vpc['RouteTableId'])
    call('you', 'vpc.TagResources', ResourceType='VSWITCH', ResourceId=[first], Tag=[{'Key': 'a', 'Value': 'b'}])
    tags = call('you', 'vpc.ListTagResources', ResourceType='VSWITCH', ResourceId=[first])
    same(tags['TagResources']['TagResource'][0]['TagValue'], 'b')
    call('you', 'vpc.UnTagResources', ResourceType='VSWITCH', ResourceId=[first], TagKey=['a'])

    group = call('you', 'ecs.CreateSecurityGroup', VpcId=vpc_id, SecurityGroupName='story')['SecurityGroupId']
    # The older parameters of a single rule, and the list of them.
    flat = {'IpProtocol': 'tcp', 'PortRange': '1883/1883', 'SourceCidrIp': '10.0.0.0/8'}
    call('you', 'ecs.AuthorizeSecurityGroup', SecurityGroupId=group, **flat)
    call('you', 'ecs.AuthorizeSecurityGroup', SecurityGroupId=group, Permissions=[{**flat, 'Policy': 'accept'}])
    out = {'IpProtocol': 'all', 'PortRange': '-1/-1', 'DestCidrIp': '0.0.0.0/0'}
    call('you', 'ecs.AuthorizeSecurityGroupEgress', SecurityGroupId=group, Permissions=[out])
    rules = call('you', 'ecs.DescribeSecurityGroupAttribute', SecurityGroupId=group)['Permissions']['Permission']
    same(sorted((each['Direction'], each['Policy'], each['Priority']) for each in rules), [
        ('egress', 'Accept', '1'),
        ('ingress', 'Accept', '1'),
    ])
    ingress = next(each for each in rules if each['Direction'] == 'ingress')
    call(
        'you',
        'ecs.ModifySecurityGroupRule',
        SecurityGroupId=group,
        SecurityGroupRuleId=ingress['SecurityGroupRuleId'],
        Description='mqtt',
    )
    call('you', 'ecs.ModifySecurityGroupPolicy', SecurityGroupId=group, InnerAccessPolicy='Drop')
    call('you', 'ecs.ModifySecurityGroupAttribute', SecurityGroupId=group, Description='written')
    attribute = call('you', 'ecs.DescribeSecurityGroupAttribute', SecurityGroupId=group, Direction='ingress')
    has(attribute, InnerAccessPolicy='Drop', Description='written')
    has(attribute['Permissions']['Permission'][0], Description='mqtt')
    call('you', 'ecs.TagResources', ResourceType='securitygroup', ResourceId=[group], Tag=[{'Key': 'a', 'Value': 'b'}])
    listed = call('you', 'ecs.DescribeSecurityGroups', Tag=[{'Key': 'a', 'Value': 'b'}])['SecurityGroups']['SecurityGroup']
    same([each['SecurityGroupId'] for each in listed], [group])
    has(listed[0], Tags={'Tag': [{'TagKey': 'a', 'TagValue': 'b'}]})
    call('you', 'ecs.RevokeSecurityGroup', SecurityGroupId=group, SecurityGroupRuleId=[ingress['SecurityGroupRuleId']])
    call('you', 'ecs.RevokeSecurityGroupEgress', SecurityGroupId=group, Permissions=[out])
    return vpc_id, switches, group


def machines():
    instances = call('you', 'ecs.DescribeInstances', InstanceIds=json.dumps([given['you.machine']]))
    machine = instances['Instances']['Instance'][0]
    same(machine['VpcAttributes']['PrivateIpAddress']['IpAddress'], [given['you.host']])
    has(machine, OSType='linux', InstanceNetworkType='vpc', Status='Running')
    same(call('you', 'ecs.DescribeInstances', Status='Stopped')['Instances']['Instance'], [])
    interfaces = call('you', 'ecs.DescribeNetworkInterfaces', InstanceId=given['you.machine'])
    same(interfaces['NetworkInterfaceSets']['NetworkInterfaceSet'][0]['NetworkInterfaceId'], given['you.interface'])
    status = call('you', 'ecs.DescribeCloudAssistantStatus', InstanceId=[given['you.machine']])
    shown = status['InstanceCloudAssistantStatusSet']['InstanceCloudAssistantStatus'][0]
    has(shown, CloudAssistantStatus='false')
    run = call('you', 'ecs.RunCommand', Type='RunShellScript', CommandContent='true', InstanceId=[given['you.machine']])

    def result():
        reply = call('you', 'ecs.DescribeInvocationResults', InvokeId=run['InvokeId'])
        return reply['Invocation']['InvocationResults']['InvocationResult'][0]

    wait('command over', lambda: result()['InvocationStatus'] != 'Running')
    has(result(), InvocationStatus='Failed', ErrorCode='ClientNotRunning')


def classic_balancer(switch):
    """A CLB with a server group, a listener and the default group."""
    refused('ShareSlbHaltSales', 'you', 'slb.CreateLoadBalancer', VSwitchId=switch, InstanceChargeType='PayBySpec')
    made = call(
        'you',
        'slb.CreateLoadBalancer',
        VSwitchId=switch,
        AddressType='intranet',
        InstanceChargeType='PayByCLCU',
        LoadBalancerName='story',
        AddressIPVersion='ipv4',
        ClientToken='story-clb',
        Tag=[{'Key': 'story', 'Value': 'clb'}],
    )
    balancer = made['LoadBalancerId']
    busy = {'LoadBalancerId': balancer}

    def patiently(action, **parameters):
        for _ in range(200):
            try:
                return call('you', action, **parameters)
            except Exception as error:
                if getattr(error, 'code', None) not in ('ServiceIsConfiguring', 'SystemBusy', 'Operation.Deny'):
                    raise
            time.sleep(0.05)
        raise AssertionError(f'{action} stayed busy')

    servers = json.dumps([{'ServerId': given['you.machine'], 'Port': '6379', 'Weight': '80', 'Type': 'ecs'}])
    group = patiently('slb.CreateVServerGroup', **busy, VServerGroupName='story', BackendServers=servers)['VServerGroupId']
    patiently(
        'slb.CreateLoadBalancerTCPListener',
        **busy,
        ListenerPort=6379,
        Bandwidth=-1,
        VServerGroupId=group,
        EstablishedTimeout=500,
        HealthyThreshold=4,
    )
    patiently('slb.StartLoadBalancerListener', **busy, ListenerPort=6379, ListenerProtocol='tcp')

    def listener():
        return call('you', 'slb.DescribeLoadBalancerTCPListenerAttribute', **busy, ListenerPort=6379)

    wait('listener running', lambda: listener()['Status'] == 'running')
    patiently(
        'slb.SetLoadBalancerTCPListenerAttribute', **busy, ListenerPort=6379, Description='written', Scheduler='rr'
    )
    has(listener(), EstablishedTimeout=500, HealthyThreshold=4, Description='written', Scheduler='rr', HealthCheck='on')
    listed = call('you', 'slb.DescribeLoadBalancerListeners', LoadBalancerId=[balancer])['Listeners'][0]
    has(listed, VServerGroupId=group, ListenerProtocol='tcp')
    has(listed['TCPListenerConfig'], EstablishedTimeout=500, HealthCheck='on')
    patiently('slb.SetVServerGroupAttribute', VServerGroupId=group, VServerGroupName='renamed')
    has(call('you', 'slb.DescribeVServerGroupAttribute', VServerGroupId=group), VServerGroupName='renamed')
    default = json.dumps([{'ServerId': given['you.machine'], 'Weight': '60'}])
    added = patiently('slb.AddBackendServers', **busy, BackendServers=default)
    same(added['BackendServers']['BackendServer'][0]['Weight'], '60')
    set_ = patiently('slb.SetBackendServers', **busy, BackendServers=default.replace('60', '40'))
    same(set_['BackendServers']['BackendServer'][0]['Weight'], '40')
    attribute = call('you', 'slb.DescribeLoadBalancerAttribute', **busy)
    has(attribute, LoadBalancerSpec='slb.lcu.elastic', ModificationProtectionStatus='NonProtection', Bandwidth=5120)
    same(attribute['BackendServers']['BackendServer'][0]['Weight'], 40)
    same(attribute['ListenerPorts'], {'ListenerPort': [6379]})
    patiently('slb.RemoveBackendServers', **busy, BackendServers=default)
    for name, found in (('story', 1), ('nobody', 0)):
        same(call('you', 'slb.DescribeLoadBalancers', LoadBalancerName=name)['TotalCount'], found)
    same(call('you', 'slb.DescribeLoadBalancers', AddressType='internet')['TotalCount'], 0)
    refused('InvalidParameter', 'you', 'slb.DescribeLoadBalancers', PageNumber=1, PageSize=101)
    call('you', 'slb.TagResources', ResourceType='instance', ResourceId=[balancer], Tag=[{'Key': 'more', 'Value': '1'}])
    tags = call('you', 'slb.ListTagResources', ResourceType='instance', ResourceId=[balancer])
    same(sorted(each['TagKey'] for each in tags['TagResources']['TagResource']), ['more', 'story'])
    call('you', 'slb.UntagResources', ResourceType='instance', ResourceId=[balancer], TagKey=['more'])
    call('you', 'slb.SetLoadBalancerName', **busy, LoadBalancerName='renamed')
    call('you', 'slb.SetLoadBalancerStatus', **busy, LoadBalancerStatus='active')
    has(call('you', 'slb.DescribeLoadBalancerAttribute', **busy), LoadBalancerName='renamed')
    health = call('you', 'slb.DescribeHealthStatus', **busy, ListenerPort=6379)
    same(health['BackendServers']['BackendServer'][0]['ServerId'], given['you.machine'])
    zones = call('you', 'slb.DescribeZones')['Zones']['Zone']
    assert f'{region}-h' in [each['ZoneId'] for each in zones]

    refused('RspoolVipExist', 'you', 'slb.DeleteVServerGroup', VServerGroupId=group)
    patiently('slb.StopLoadBalancerListener', **busy, ListenerPort=6379, ListenerProtocol='tcp')
    wait('listener stopped', lambda: listener()['Status'] == 'stopped')
    patiently('slb.DeleteLoadBalancerListener', **busy, ListenerPort=6379, ListenerProtocol='tcp')
    wait('listener gone', lambda: not call('you', 'slb.DescribeLoadBalancerListeners', LoadBalancerId=[balancer])['Listeners'])
    patiently('slb.DeleteVServerGroup', VServerGroupId=group)
    call('you', 'slb.SetLoadBalancerDeleteProtection', **busy, DeleteProtection='on')
    refused('OperationDenied.DeleteProtectionIsOn', 'you', 'slb.DeleteLoadBalancer', **busy)
    call('you', 'slb.SetLoadBalancerDeleteProtection', **busy, DeleteProtection='off')
    patiently('slb.DeleteLoadBalancer', **busy)
    wait('CLB gone', lambda: call('you', 'slb.DescribeLoadBalancers', **busy)['TotalCount'] == 0)


def network_balancer(vpc, switches):
    """An NLB with a server group and a listener; every write is a job."""

    def job(reply):
        wait('job', lambda: call('you', 'nlb.GetJobStatus', JobId=reply['JobId'])['Status'] == 'Succeeded')

    zones = [{'ZoneId': f'{region}-{letter}', 'VSwitchId': switch} for letter, switch in zip('hi', switches)]
    made = call(
        'you', 'nlb.CreateLoadBalancer', AddressType='Intranet', VpcId=vpc, ZoneMappings=zones, LoadBalancerName='story'
    )
    balancer = made['LoadbalancerId']

    def attribute():
        return call('you', 'nlb.GetLoadBalancerAttribute', LoadBalancerId=balancer)

    wait('NLB Active', lambda: attribute()['LoadBalancerStatus'] == 'Active')
    has(attribute(), LoadBalancerType='Network', AddressIpVersion='ipv4', CrossZoneEnabled=True)
    same(len(attribute()['ZoneMappings'][0]['LoadBalancerAddresses'][0]['Ipv4LocalAddresses']), 2)
    group = call('you', 'nlb.CreateServerGroup', ServerGroupName='story', VpcId=vpc, ServerGroupType='Ip')
    job(group)
    servers = [{'ServerId': '10.0.1.200', 'ServerIp': '10.0.1.200', 'ServerType': 'Ip', 'Port': 80}]
    job(call('you', 'nlb.AddServersToServerGroup', ServerGroupId=group['ServerGroupId'], Servers=servers))
    listed = call('you', 'nlb.ListServerGroups', ServerGroupNames=['story'])['ServerGroups']
    has(listed[0], ServerCount=1, Scheduler='Wrr')
    has(listed[0]['HealthCheck'], HealthCheckEnabled=True, HealthCheckType='TCP')
    refused('DryRunOperation', 'you', 'nlb.DeleteServerGroup', ServerGroupId=group['ServerGroupId'], DryRun=True)
    listener = call(
        'you',
        'nlb.CreateListener',
        LoadBalancerId=balancer,
        ListenerPort=80,
        ListenerProtocol='TCP',
        ServerGroupId=group['ServerGroupId'],
        IdleTimeout=300,
    )
    job(listener)
    has(call('you', 'nlb.GetListenerAttribute', ListenerId=listener['ListenerId']), ListenerStatus='Running', IdleTimeout=300)

    def quietly(action, **parameters):
        for _ in range(200):
            try:
                return call('you', action, **parameters)
            except Exception as error:
                if getattr(error, 'code', None) != 'Conflict.Lock':
                    raise
            time.sleep(0.05)

    job(quietly('nlb.StopListener', ListenerId=listener['ListenerId']))
    job(quietly('nlb.StartListener', ListenerId=listener['ListenerId']))
    same(len(call('you', 'nlb.ListListeners', LoadBalancerIds=[balancer])['Listeners']), 1)
    call('you', 'nlb.GetListenerHealthStatus', ListenerId=listener['ListenerId'])
    call('you', 'nlb.TagResources', ResourceType='loadbalancer', ResourceId=[balancer], Tag=[{'Key': 'a', 'Value': 'b'}])
    same(call('you', 'nlb.ListLoadBalancers', Tag=[{'Key': 'a', 'Value': 'b'}])['TotalCount'], 1)
    same(call('you', 'nlb.ListLoadBalancers', LoadBalancerNames=['nobody'])['TotalCount'], 0)
    same(call('you', 'nlb.ListTagResources', ResourceType='loadbalancer')['TotalCount'], 1)
    job(quietly('nlb.DeleteListener', ListenerId=listener['ListenerId']))
    job(call('you', 'nlb.RemoveServersFromServerGroup', ServerGroupId=group['ServerGroupId'], Servers=servers))
    same(call('you', 'nlb.ListServerGroupServers', ServerGroupId=group['ServerGroupId'])['TotalCount'], 0)
    job(call('you', 'nlb.DeleteServerGroup', ServerGroupId=group['ServerGroupId']))
    call('you', 'nlb.UpdateLoadBalancerProtection', LoadBalancerId=balancer, DeletionProtectionEnabled=True)
    refused('OperationDenied.DeletionProtectionEnabled', 'you', 'nlb.DeleteLoadBalancer', LoadBalancerId=balancer)
    call('you', 'nlb.UpdateLoadBalancerProtection', LoadBalancerId=balancer, DeletionProtectionEnabled=False)
    job(quietly('nlb.DeleteLoadBalancer', LoadBalancerId=balancer))


def leave(vpc, switches, group):
    refused('DependencyViolation.VSwitch', 'you', 'vpc.DeleteVpc', VpcId=vpc)
    call('you', 'ecs.DeleteSecurityGroup', SecurityGroupId=group)
    for switch in switches:
        wait('addresses given back', lambda: deleted(switch))
    call('you', 'vpc.DeleteVpc', VpcId=vpc)
    same(call('you', 'vpc.DescribeVpcs', VpcId=vpc)['TotalCount'], 0)


def deleted(switch):
    try:
        call('you', 'vpc.DeleteVSwitch', VSwitchId=switch)
    except Exception as error:
        if getattr(error, 'code', None) != 'DependencyViolation':
            raise
        return False
    return True


def direction(provider, consumer, groups):
    """One direction of the link: the provider's service, the consumer's endpoint, and back again."""

    def locked(account, action, **parameters):
        for _ in range(300):
            try:
                return call(account, action, **parameters)
            except Exception as error:
                if getattr(error, 'code', None) not in ('ConcurrentCallNotSupported', 'EndpointConnectionOperationDenied'):
                    raise
            time.sleep(0.05)
        raise AssertionError(f'{action} stayed locked')

    refused('IllegalParamFormat.Payer', provider, 'privatelink.CreateVpcEndpointService', Payer='Nobody')
    service = call(
        provider,
        'privatelink.CreateVpcEndpointService',
        ServiceDescription='from the story',
        Payer='EndpointService',
        ClientToken=f'story-{provider}',
        Tag=[{'Key': 'story', 'Value': provider}],
    )
    service_id = service['ServiceId']
    of_service = {'ServiceId': service_id}
    has(service, ServiceStatus='Creating', ZoneAffinityEnabled=False, AddressIpVersion='IPv4')

    def read():
        return call(provider, 'privatelink.GetVpcEndpointServiceAttribute', **of_service)

    wait('service Active', lambda: read()['ServiceStatus'] == 'Active')
    balancer = given[f'{provider}.loadBalancer']
    call(provider, 'privatelink.AttachResourceToVpcEndpointService', **of_service, ResourceId=balancer, ResourceType='slb')

    def attached():
        return call(provider, 'privatelink.ListVpcEndpointServiceResources', **of_service)['Resources']

    wait('resource attached', lambda: len(attached()) == 1)
    has(attached()[0], AutoAllocatedEnabled=True, RelatedEndpointCount=0, RelatedDeprecatedEndpointCount=0)
    refused(
        'ResourceAutoAllocateViolation',
        provider,
        'privatelink.UpdateVpcEndpointServiceResourceAttribute',
        **of_service,
        ResourceId=balancer,
        ZoneId=attached()[0]['ZoneId'],
        AutoAllocatedEnabled=False,
    )
    locked(
        provider,
        'privatelink.UpdateVpcEndpointServiceAttribute',
        **of_service,
        ServiceDescription='changed',
        ConnectBandwidth=4096,
        ZoneAffinityEnabled=True,
    )
    has(read(), ServiceDescription='changed', ConnectBandwidth=4096, ZoneAffinityEnabled=True, MaxBandwidth=10240)
    refused(
        'EndpointServiceNotAuthorized',
        consumer,
        'privatelink.CreateVpcEndpoint',
        **of_service,
        VpcId=given[f'{consumer}.vpc'],
        SecurityGroupId=groups,
    )
    uid = int(accounts[consumer]['uid'])
    locked(provider, 'privatelink.AddUserToVpcEndpointService', **of_service, UserId=uid)
    locked(provider, 'privatelink.AddUserToVpcEndpointService', **of_service, UserARN=f'acs:ram:*:{uid}:*')
    users = call(provider, 'privatelink.ListVpcEndpointServiceUsers', **of_service)
    has(users, TotalCount='2')
    assert {'UserId': uid} in users['Users']
    arns = call(provider, 'privatelink.ListVpcEndpointServiceUsers', **of_service, UserListType='UserARNs')
    same(arns['UserARNs'], [{'UserARN': f'acs:ram:*:{uid}:*'}])
    locked(provider, 'privatelink.RemoveUserFromVpcEndpointService', **of_service, UserARN=f'acs:ram:*:{uid}:*')
    offered = call(consumer, 'privatelink.ListVpcEndpointServicesByEndUser', ServiceName=service['ServiceName'])
    has(offered, TotalCount='1')
    same(offered['Services'][0]['Zones'], read()['Zones'])

    endpoint = call(
        consumer,
        'privatelink.CreateVpcEndpoint',
        ServiceName=service['ServiceName'],
        VpcId=given[f'{consumer}.vpc'],
        SecurityGroupId=groups[:1],
        EndpointName='story',
        Zone=[{'ZoneId': f'{region}-h', 'VSwitchId': given[f'{consumer}.vswitch.h']}],
        Tag=[{'Key': 'story', 'Value': 'endpoint'}],
    )
    endpoint_id = endpoint['EndpointId']
    of_endpoint = {'EndpointId': endpoint_id}
    pair = {**of_service, **of_endpoint}
    has(endpoint, ServiceId=service_id, Bandwidth=4096, ConnectionStatus='Disconnected')

    def look():
        return call(consumer, 'privatelink.GetVpcEndpointAttribute', **of_endpoint)

    wait('endpoint Active', lambda: look()['EndpointStatus'] == 'Active')
    has(look(), ZonePrivateIpAddressCount=1, Payer='EndpointService', ResourceOwner=False)
    refused(
        'EndpointDuplicated',
        consumer,
        'privatelink.CreateVpcEndpoint',
        **of_service,
        VpcId=given[f'{consumer}.vpc'],
        SecurityGroupId=groups[:1],
    )

    def zones():
        return call(consumer, 'privatelink.ListVpcEndpointZones', **of_endpoint)['Zones']

    wait('zone waiting', lambda: zones()[0]['ZoneStatus'] == 'Wait')
    refused('IllegalParamFormat.Bandwidth', provider, 'privatelink.EnableVpcEndpointConnection', **pair, Bandwidth=1)
    locked(provider, 'privatelink.DisableVpcEndpointConnection', **pair)
    locked(provider, 'privatelink.EnableVpcEndpointConnection', **pair, Bandwidth=2048)
    wait('connected', lambda: look()['ConnectionStatus'] == 'Connected')
    wait('zone connected', lambda: zones()[0]['ZoneStatus'] == 'Connected')
    locked(provider, 'privatelink.UpdateVpcEndpointConnectionAttribute', **pair, Bandwidth=1024)
    wait('connected again', lambda: look()['ConnectionStatus'] == 'Connected')
    connections = call(provider, 'privatelink.ListVpcEndpointConnections', **of_service, EndpointOwnerId=uid)
    has(connections, TotalCount='1')
    has(connections['Connections'][0], Bandwidth=1024, TrafficControlMode='BandwidthLimit', EndpointOwnerId=uid)

    zone = {'ZoneId': f'{region}-h'}
    locked(provider, 'privatelink.DisableVpcEndpointZoneConnection', **pair, **zone)
    wait('zone disconnected', lambda: zones()[0]['ZoneStatus'] == 'Disconnected')
    locked(provider, 'privatelink.EnableVpcEndpointZoneConnection', **pair, **zone)
    wait('zone connected', lambda: zones()[0]['ZoneStatus'] == 'Connected')

    locked(consumer, 'privatelink.UpdateVpcEndpointAttribute', **of_endpoint, EndpointDescription='changed', ZoneAffinityEnabled=True)
    has(look(), EndpointDescription='changed', ZoneAffinityEnabled=True)
    locked(consumer, 'privatelink.AttachSecurityGroupToVpcEndpoint', **of_endpoint, SecurityGroupId=groups[1])
    wait('endpoint Active', lambda: look()['EndpointStatus'] == 'Active')
    same(call(consumer, 'privatelink.ListVpcEndpointSecurityGroups', **of_endpoint)['TotalCount'], 2)
    locked(consumer, 'privatelink.DetachSecurityGroupFromVpcEndpoint', **of_endpoint, SecurityGroupId=groups[1])
    wait('endpoint Active', lambda: look()['EndpointStatus'] == 'Active')

    tag = {'ResourceType': 'VpcEndpoint', 'ResourceId': [endpoint_id]}
    call(consumer, 'privatelink.TagResources', **tag, Tag=[{'Key': 'env', 'Value': 'test'}])
    found = call(consumer, 'privatelink.ListVpcEndpoints', Tag=[{'Key': 'env', 'Value': 'test'}])
    same([each['EndpointId'] for each in found['Endpoints']], [endpoint_id])
    call(consumer, 'privatelink.UntagResources', **tag, TagKey=['env'])
    tags = call(consumer, 'privatelink.ListTagResources', **tag)['TagResources']
    same([(each['TagKey'], each['ResourceType']) for each in tags], [('story', 'vpcendpoint')])
    call(provider, 'privatelink.ChangeResourceGroup', ResourceId=service_id, ResourceType='VpcEndpointService', ResourceGroupId='rg-story')
    found = call(provider, 'privatelink.ListVpcEndpointServices', ResourceGroupId='rg-story', ServiceResourceType='slb')
    same([each['ServiceId'] for each in found['Services']], [service_id])
    same(call(provider, 'privatelink.ListVpcEndpointServices', AutoAcceptEnabled=True)['TotalCount'], 0)

    # Wrong orders.
    refused('EndpointDependenceViolation', consumer, 'privatelink.DeleteVpcEndpoint', **of_endpoint)
    refused(
        'EndpointServiceConnectionDependence',
        provider,
        'privatelink.DetachResourceFromVpcEndpointService',
        **of_service,
        ResourceId=balancer,
    )
    refused('EndpointServiceConnectionDependence', provider, 'privatelink.DeleteVpcEndpointService', **of_service)

    # The teardown.
    locked(provider, 'privatelink.DisableVpcEndpointConnection', **pair)
    wait('disconnected', lambda: look()['ConnectionStatus'] == 'Disconnected')
    refused('DeleteFailedDueToEndpointExist', provider, 'privatelink.DeleteVpcEndpointService', **of_service)
    locked(consumer, 'privatelink.RemoveZoneFromVpcEndpoint', **of_endpoint, **zone)
    wait('zone gone', lambda: zones() == [])
    locked(consumer, 'privatelink.AddZoneToVpcEndpoint', **of_endpoint, **zone, VSwitchId=given[f'{consumer}.vswitch.h'])
    wait('zone back', lambda: zones()[0]['ZoneStatus'] == 'Wait')
    locked(consumer, 'privatelink.RemoveZoneFromVpcEndpoint', **of_endpoint, **zone)
    wait('zone gone', lambda: zones() == [])
    call(consumer, 'privatelink.DeleteVpcEndpoint', **of_endpoint)
    wait('endpoint gone', lambda: gone(consumer, 'privatelink.GetVpcEndpointAttribute', 'EndpointNotFound', of_endpoint))
    refused('EndpointServiceDependenceViolation', provider, 'privatelink.DeleteVpcEndpointService', **of_service)
    locked(provider, 'privatelink.DetachResourceFromVpcEndpointService', **of_service, ResourceId=balancer)
    wait('resource gone', lambda: attached() == [])
    locked(provider, 'privatelink.DeleteVpcEndpointService', **of_service)
    wait(
        'service gone',
        lambda: gone(provider, 'privatelink.GetVpcEndpointServiceAttribute', 'EndpointServiceNotFound', of_service),
    )


def gone(account, action, code, parameters):
    try:
        call(account, action, **parameters)
    except Exception as error:
        assert getattr(error, 'code', None) == code, error
        return True
    return False


def product():
    same(call('you', 'privatelink.CheckProductOpen')['Success'], True)
    refused('OrderOpend', 'you', 'privatelink.OpenPrivateLinkService')
    regions = call('you', 'privatelink.DescribeRegions')['Regions']['Region']
    assert region in [each['RegionId'] for each in regions]
    zones = call('you', 'privatelink.DescribeZones')['Zones']['Zone']
    assert f'{region}-h' in [each['ZoneId'] for each in zones]


who_am_i()
product()
vpc_id, switch_ids, group_id = network()
machines()
classic_balancer(given['you.vswitch.h'])
network_balancer(vpc_id, switch_ids)
leave(vpc_id, switch_ids, group_id)
direction('you', 'peer', [given['peer.securityGroup'], given['peer.securityGroup.closed']])
direction('peer', 'you', [given['you.securityGroup'], given['you.securityGroup.closed']])
print('the story is over')
